package org.cotangent.rules.util;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.cotangent.rule.BodiesFor;

/// The methods of [Optional] that take functions.
@BodiesFor(Optional.class)
public final class OptionalBodies {
    private OptionalBodies() {}

    public static <T> void ifPresent(Optional<T> self, Consumer<? super T> action) {
        if (self.isPresent()) action.accept(self.get());
    }

    public static <T> void ifPresentOrElse(Optional<T> self, Consumer<? super T> action, Runnable emptyAction) {
        if (self.isPresent()) {
            action.accept(self.get());
        } else {
            emptyAction.run();
        }
    }

    public static <T> Optional<T> filter(Optional<T> self, Predicate<? super T> predicate) {
        Objects.requireNonNull(predicate);
        if (self.isEmpty()) return self;
        return predicate.test(self.get()) ? self : Optional.empty();
    }

    public static <T, U> Optional<U> map(Optional<T> self, Function<? super T, ? extends U> mapper) {
        Objects.requireNonNull(mapper);
        if (self.isEmpty()) return Optional.empty();
        return Optional.ofNullable(mapper.apply(self.get()));
    }

    public static <T, U> Optional<U> flatMap(
            Optional<T> self, Function<? super T, ? extends Optional<? extends U>> mapper) {
        Objects.requireNonNull(mapper);
        if (self.isEmpty()) return Optional.empty();
        @SuppressWarnings("unchecked")
        Optional<U> r = (Optional<U>) mapper.apply(self.get());
        return Objects.requireNonNull(r);
    }

    public static <T> Optional<T> or(Optional<T> self, Supplier<? extends Optional<? extends T>> supplier) {
        Objects.requireNonNull(supplier);
        if (self.isPresent()) return self;
        @SuppressWarnings("unchecked")
        Optional<T> r = (Optional<T>) supplier.get();
        return Objects.requireNonNull(r);
    }

    public static <T> T orElseGet(Optional<T> self, Supplier<? extends T> supplier) {
        return self.isPresent() ? self.get() : supplier.get();
    }

    public static <T> T orElseThrow(Optional<T> self, Supplier<? extends Throwable> supplier) throws Throwable {
        if (self.isPresent()) return self.get();
        throw supplier.get();
    }
}
