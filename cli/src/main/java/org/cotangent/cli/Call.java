package org.cotangent.cli;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A static method and the arguments it is called with.
record Call(Method method, Object[] arguments) {

    /// The call that people mean by a name and words: the one of `methods` that these fit best.
    static Call of(List<Method> methods, List<Argument> words) throws Usage {
        List<Candidate> fit = methods.stream().flatMap(m -> Candidate.of(m, words).stream()).toList();
        if (fit.isEmpty()) throw new Usage(misfit(methods, words));
        List<Candidate> best = fit.stream().filter(c -> fit.stream().noneMatch(d -> d.isBetter(c))).toList();
        if (best.size() > 1) {
            List<Method> found = best.stream().map(Candidate::method).toList();
            throw new Usage(
                    "several methods fit: name one, in quotes, as '" + found.getFirst().getDeclaringClass().getName()
                            + "::" + Lookups.signature(found.getFirst()) + "'; there are " + Lookups.signatures(found));
        }
        Candidate chosen = best.getFirst();
        return new Call(chosen.method(), chosen.values());
    }

    private static String misfit(List<Method> methods, List<Argument> words) {
        List<Method> same = methods.stream().filter(m -> m.getParameterCount() == words.size()).toList();
        if (same.isEmpty()) {
            return Lookups.signatures(methods) + " does not take " + words.size() + " argument"
                    + (words.size() == 1 ? "" : "s");
        }
        if (same.size() > 1) return "the arguments do not fit " + Lookups.signatures(same);
        Class<?>[] types = same.getFirst().getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (words.get(i).as(types[i]) == null)
                return (words.get(i) instanceof Argument.Table ? "the file of argument " : "argument ") + (i + 1)
                        + " is no " + types[i].getTypeName() + wanted(types[i]);
        }
        throw new IllegalStateException("all fit");
    }

    private static String wanted(Class<?> type) {
        Class<?> element = type;
        int rank = 0;
        for (; element.isArray(); element = element.componentType()) rank++;
        if (!Scalars.isKnown(element))
            return ", and no such object can be typed: wrap the method in one of numbers and arrays";
        if (rank == 0) return ": write it as " + Scalars.example(element);
        return ": write it as " + "[".repeat(rank) + "1,2,3" + "]".repeat(rank);
    }

    /// A method, and the words as its arguments.
    private record Candidate(Method method, Object[] values, int[] ranks) {
        static Optional<Candidate> of(Method m, List<Argument> words) {
            return plain(m, words).or(() -> m.isVarArgs() ? plain(m, gathered(m, words)) : Optional.empty());
        }

        /// The words with the last ones as one array.
        private static List<Argument> gathered(Method m, List<Argument> words) {
            int fixed = m.getParameterCount() - 1;
            if (words.size() < fixed) return words;
            List<Argument> all = new ArrayList<>(words.subList(0, fixed));
            all.add(new Argument.Group(words.subList(fixed, words.size())));
            return all;
        }

        private static Optional<Candidate> plain(Method m, List<Argument> words) {
            Class<?>[] types = m.getParameterTypes();
            if (types.length != words.size()) return Optional.empty();
            Object[] values = new Object[types.length];
            int[] ranks = new int[types.length];
            for (int i = 0; i < types.length; i++) {
                Object value = words.get(i).as(types[i]);
                if (value == null) return Optional.empty();
                values[i] = value;
                ranks[i] = words.get(i).rank(types[i]);
            }
            return Optional.of(new Candidate(m, values, ranks));
        }

        /// Whether no argument is less natural here than there, and one is more so; or the other is inherited, and hidden.
        boolean isBetter(Candidate other) {
            boolean better = !Arrays.equals(ranks, other.ranks)
                    || method.getDeclaringClass() != other.method.getDeclaringClass()
                            && other.method.getDeclaringClass().isAssignableFrom(method.getDeclaringClass());
            for (int i = 0; i < ranks.length; i++) if (ranks[i] > other.ranks[i]) return false;
            return better;
        }
    }
}
