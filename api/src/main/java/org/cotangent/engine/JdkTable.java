package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cotangent.ir.Callee;

/// What is known of methods of the JDK, by class (or by package: a line that ends in `.*`).
///
/// A line names a class and how its methods behave in general, then those that behave otherwise: by name, or by name and
/// types of parameters. The row of a package is for classes without a row of their own.
final class JdkTable {
    private static final String TABLE =
            """
                    java.lang.Double       plain | text toString toHexString | parses parseDouble valueOf(String) <init>(String) \
                    | bits doubleToRawLongBits doubleToLongBits
                    java.lang.Float        plain | text toString toHexString | parses parseFloat valueOf(String) <init>(String) \
                    | bits floatToRawIntBits floatToIntBits floatToFloat16
                    java.lang.Integer      plain | parses parseInt parseUnsignedInt valueOf(String) valueOf(String,int) decode
                    java.lang.Long         plain | parses parseLong parseUnsignedLong valueOf(String) valueOf(String,int) decode
                    java.lang.Short        plain | parses parseShort valueOf(String) valueOf(String,int) decode
                    java.lang.Byte         plain | parses parseByte valueOf(String) valueOf(String,int) decode
                    java.lang.Character    plain | parses getNumericValue digit
                    java.lang.Boolean      plain
                    java.lang.Number       plain
                    java.lang.Void         plain
                    java.lang.Enum         plain
                    java.lang.Record       plain
                    java.lang.Comparable   elements
                    java.lang.AutoCloseable leaf
                    java.lang.Object       plain | elements equals hashCode | text toString
                    java.lang.Class        plain | runs newInstance
                    java.lang.System       plain
                    java.lang.Runtime      leaf
                    java.lang.Throwable    plain | text toString <init>(Throwable) <init>(String,Throwable) | unknown <init>(String,Throwable,boolean,boolean)
                    java.lang.StackTraceElement plain
                    java.lang.StackWalker  runs
                    java.lang.ThreadLocal  plain | unknown withInitial
                    java.lang.Thread       plain | runs start startVirtualThread ofVirtual ofPlatform run
                    java.lang.Process      leaf
                    java.lang.ProcessBuilder leaf
                    java.lang.String       plain | text valueOf(Object) valueOf(double) valueOf(float) format formatted join \
                    | parses charAt toCharArray getBytes getChars codePointAt codePointBefore chars codePoints lines | followed transform
                    java.lang.CharSequence plain | parses charAt chars codePoints getChars
                    java.lang.StringBuilder plain | text append(Object) append(double) append(float) append(CharSequence) \
                    insert(int,Object) insert(int,double) insert(int,float) insert(int,CharSequence) \
                    | parses charAt getChars codePointAt codePointBefore chars codePoints
                    java.lang.StringBuffer plain | text append(Object) append(double) append(float) append(CharSequence) \
                    insert(int,Object) insert(int,double) insert(int,float) insert(int,CharSequence) \
                    | parses charAt getChars codePointAt codePointBefore chars codePoints
                    java.lang.AbstractStringBuilder plain | parses charAt getChars codePointAt codePointBefore chars codePoints
                    java.lang.ref.*        plain
                    java.lang.constant.*   leaf
                    java.lang.reflect.*    reflects | runs invoke newProxyInstance | plain newInstance(Class,int) newInstance(Class,int[]) \
                    getLength getName getType getDeclaringClass getModifiers getReturnType getParameterTypes getParameterCount
                    java.lang.reflect.Constructor leaf | runs newInstance
                    java.lang.invoke.*     runs | plain fullFence acquireFence releaseFence

                    java.io.PrintStream    leaf | text print println printf format append
                    java.io.PrintWriter    leaf | text print println printf format append
                    java.io.StreamTokenizer leaf | parses nextToken
                    java.io.*              leaf | parses read toByteArray toCharArray readInt readLong readDouble readFloat
                    java.math.BigDecimal   leaf | parses <init>(String) <init>(String,MathContext) <init>(char[]) <init>(char[],int,int)
                    java.math.BigInteger   leaf | parses <init>(String) <init>(String,int)
                    java.math.*            leaf
                    java.net.*             leaf
                    java.nio.DoubleBuffer  unknown
                    java.nio.FloatBuffer   unknown
                    java.nio.CharBuffer    leaf | parses get charAt chars array
                    java.nio.*             leaf
                    java.nio.file.*        leaf
                    java.nio.charset.*     leaf | parses encode
                    java.security.*        leaf
                    java.text.NumberFormat leaf | text format | parses parse
                    java.text.DecimalFormat leaf | text format | parses parse
                    java.text.Format       leaf | text format | parses parseObject
                    java.text.MessageFormat leaf | text format | parses parse
                    java.text.ChoiceFormat leaf | text format | parses parse
                    java.text.*            leaf
                    java.time.*            leaf
                    java.time.chrono.*     leaf
                    java.time.format.*     leaf
                    java.time.temporal.*   leaf
                    java.time.zone.*       leaf
                    java.util.regex.*      leaf
                    java.util.zip.*        leaf
                    java.util.logging.*    text
                    java.util.random.*     leaf
                    java.util.function.*   followed

                    java.util.Random       leaf
                    java.util.SplittableRandom leaf
                    java.util.BitSet       leaf
                    java.util.UUID         leaf
                    java.util.Locale       leaf
                    java.util.Date         leaf
                    java.util.Calendar     leaf
                    java.util.TimeZone     leaf
                    java.util.Base64       leaf
                    java.util.StringTokenizer plain
                    java.util.StringJoiner plain | text add
                    java.util.Formatter    leaf | text format
                    java.util.Scanner      leaf | parses nextDouble nextFloat nextInt nextLong nextShort nextByte nextBigDecimal nextBigInteger
                    java.util.Objects      plain | elements equals hash hashCode deepEquals | text toString \
                    | followed requireNonNullElseGet requireNonNull(Object,Supplier) compare
                    java.util.Optional     plain | elements equals hashCode | text toString
                    java.util.OptionalInt  leaf
                    java.util.OptionalLong leaf
                    java.util.OptionalDouble leaf
                    java.util.Comparator   followed | plain naturalOrder reverseOrder | elements compare equals
                    java.util.Map$Entry    plain | followed comparingByKey comparingByValue | elements equals hashCode | text toString
                    java.util.Collections  elements | plain reverseOrder swap reverse rotate shuffle fill singleton singletonList singletonMap nCopies \
                    emptyList emptySet emptyMap emptyIterator emptyListIterator emptyEnumeration emptySortedSet emptySortedMap \
                    emptyNavigableMap emptyNavigableSet \
                    | calls unmodifiableCollection unmodifiableSequencedCollection unmodifiableSet unmodifiableSequencedSet \
                    unmodifiableSortedSet unmodifiableNavigableSet unmodifiableList unmodifiableMap unmodifiableSequencedMap \
                    unmodifiableSortedMap unmodifiableNavigableMap synchronizedCollection synchronizedSet synchronizedSortedSet \
                    synchronizedNavigableSet synchronizedList synchronizedMap synchronizedSortedMap synchronizedNavigableMap \
                    checkedCollection checkedQueue checkedSet checkedList checkedMap checkedSortedSet checkedSortedMap \
                    newSetFromMap asLifoQueue enumeration list
                    java.util.ServiceLoader unknown
                    java.util.Timer        runs
                    java.util.TimerTask    runs
                    java.util.Spliterators unknown
                    java.util.Spliterator  unknown
                    java.util.PrimitiveIterator unknown
                    java.util.PrimitiveIterator$OfDouble unknown
                    java.util.PrimitiveIterator$OfInt leaf
                    java.util.PrimitiveIterator$OfLong leaf
                    java.util.DoubleSummaryStatistics unknown
                    java.util.IntSummaryStatistics leaf
                    java.util.LongSummaryStatistics leaf

                    java.util.stream.Stream calls
                    java.util.stream.BaseStream calls
                    java.util.stream.IntStream calls
                    java.util.stream.LongStream calls
                    java.util.stream.Collectors calls
                    java.util.stream.DoubleStream unknown
                    java.util.stream.*     unknown

                    java.util.concurrent.atomic.AtomicReference plain | followed getAndUpdate updateAndGet getAndAccumulate accumulateAndGet
                    java.util.concurrent.atomic.AtomicReferenceArray plain | followed getAndUpdate updateAndGet getAndAccumulate accumulateAndGet
                    java.util.concurrent.atomic.AtomicInteger plain | followed getAndUpdate updateAndGet getAndAccumulate accumulateAndGet
                    java.util.concurrent.atomic.AtomicLong plain | followed getAndUpdate updateAndGet getAndAccumulate accumulateAndGet
                    java.util.concurrent.atomic.AtomicIntegerArray plain | followed getAndUpdate updateAndGet getAndAccumulate accumulateAndGet
                    java.util.concurrent.atomic.AtomicLongArray plain | followed getAndUpdate updateAndGet getAndAccumulate accumulateAndGet
                    java.util.concurrent.atomic.AtomicBoolean plain
                    java.util.concurrent.atomic.AtomicMarkableReference plain
                    java.util.concurrent.atomic.AtomicStampedReference plain
                    java.util.concurrent.atomic.LongAdder plain
                    java.util.concurrent.atomic.DoubleAdder unknown
                    java.util.concurrent.atomic.DoubleAccumulator unknown
                    java.util.concurrent.atomic.* calls
                    java.util.concurrent.locks.* plain
                    java.util.concurrent.TimeUnit plain
                    java.util.concurrent.CountDownLatch plain
                    java.util.concurrent.Semaphore plain
                    java.util.concurrent.ThreadLocalRandom leaf
                    java.util.concurrent.CompletableFuture runs | plain completedFuture get join getNow complete isDone isCancelled <init>
                    java.util.concurrent.Callable elements
                    java.util.concurrent.ExecutorService runs | plain shutdown shutdownNow isShutdown isTerminated awaitTermination close
                    java.util.concurrent.*  runs
                    """;

    private record Row(Conduct general, Map<String, Conduct> others) {
        Optional<Conduct> of(Callee c) {
            Conduct found = others.get(c.name() + parameters(c));
            if (found == null) found = others.get(c.name());
            return Optional.of(found == null ? general : found);
        }
    }

    private static final Map<String, Row> ROWS = read();

    private JdkTable() {}

    private static String parameters(Callee c) {
        return c.type().parameterList().stream()
                .map(ClassDesc::displayName)
                .collect(Collectors.joining(",", "(", ")"));
    }

    @SuppressWarnings("StringSplitter") // nothing is empty at the end of a line
    private static Map<String, Row> read() {
        Map<String, Row> rows = new HashMap<>();
        for (String line : TABLE.lines().toList()) {
            if (line.isBlank()) continue;
            String[] parts = line.split("\\|");
            String[] head = parts[0].trim().split("\\s+");
            Map<String, Conduct> others = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] words = parts[i].trim().split("\\s+");
                for (int k = 1; k < words.length; k++) others.put(words[k], conduct(words[0]));
            }
            if (rows.put(head[0], new Row(conduct(head[1]), others)) != null) {
                throw new IllegalStateException("two rows for " + head[0]);
            }
        }
        return rows;
    }

    private static Conduct conduct(String word) {
        return Conduct.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// What the row of the method's own class says.
    static Optional<Conduct> ofClass(Callee c) {
        return ofClass(Jdk.name(c.owner()), c);
    }

    /// What the row of class `name` says of a method of that name.
    static Optional<Conduct> ofClass(String name, Callee c) {
        return Optional.ofNullable(ROWS.get(name)).flatMap(r -> r.of(c));
    }

    /// What the row of the innermost package with one says.
    static Optional<Conduct> ofPackage(Callee c) {
        String name = c.owner().packageName();
        while (true) {
            Row row = ROWS.get(name + ".*");
            if (row != null) return row.of(c);
            int dot = name.lastIndexOf('.');
            if (dot < 0) return Optional.empty();
            name = name.substring(0, dot);
        }
    }
}
