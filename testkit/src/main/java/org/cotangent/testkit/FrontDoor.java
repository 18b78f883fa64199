package org.cotangent.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.cotangent.Cotangent;
import org.cotangent.Objective;

/// The methods of [Cotangent] that the test kit is written against and that may not be there yet, by name.
final class FrontDoor {
    private FrontDoor() {}

    static double[] hessianVector(Objective<double[]> f, double[] x, double[] v) {
        return (double[]) call("hessianVector", new Class<?>[] {Objective.class, Object.class, Object.class}, f, x, v);
    }

    @SuppressWarnings("unchecked")
    static Objective<double[]> objective(Method method) {
        return (Objective<double[]>) call("objective", new Class<?>[] {Method.class}, method);
    }

    private static Object call(String name, Class<?>[] types, Object... arguments) {
        try {
            return Cotangent.class.getMethod(name, types).invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("Cotangent." + name + " is not there yet", e);
        }
    }
}
