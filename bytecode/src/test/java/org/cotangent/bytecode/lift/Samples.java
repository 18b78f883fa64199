package org.cotangent.bytecode.lift;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.function.DoubleUnaryOperator;

/// Methods with the listings that they are lifted to.
@SuppressWarnings("unused")
final class Samples {
    /// The normalised listing of the method.
    @Retention(RetentionPolicy.RUNTIME)
    @interface Lifted {
        String value();
    }

    private double scale;
    private final double[][] rows;

    @Lifted("""
            func Samples.<init>(%this: org.cotangent.bytecode.lift.Samples, %rows: double[][], %n: i32) -> void
                call.special @Object.<init>(%this) : ()V
                %3 = const 0
                %4 = le %n, %3
                branch %4 ? ^1 : ^2
            ^1:
                %5 = const 2
                %6 = multinewarray double[][] %n, %5
                jump ^3(%6)
            ^2:
                jump ^3(%rows)
            ^3(%7: double[][]):
                put @org.cotangent.bytecode.lift.Samples.rows(%this, %7) : double[][]
                return
            """)
    Samples(double[][] rows, int n) {
        this.rows = n > 0 ? rows : new double[n][2];
    }

    @Lifted("""
            func Samples.pow(%x: f64, %n: i32) -> f64
                %r = const 1.0
                jump ^1(%r, %n)
            ^1(%r.1: f64, %k: i32):
                %5 = const 0
                %6 = le %k, %5
                branch %6 ? ^2 : ^3
            ^2:
                return %r.1
            ^3:
                %r.2 = mul %r.1, %x
                %8 = const -1
                %k.1 = add %k, %8
                jump ^1(%r.2, %k.1)
            """)
    static double pow(double x, int n) {
        double r = 1;
        for (int k = n; k > 0; k--) r *= x;
        return r;
    }

    @Lifted("""
            func Samples.smaller(%x: f64, %y: f64) -> f64
                %2 = dcmpg %x, %y
                %3 = const 0
                %4 = ge %2, %3
                branch %4 ? ^1 : ^2
            ^1:
                jump ^3(%y)
            ^2:
                jump ^3(%x)
            ^3(%5: f64):
                return %5
            """)
    static double smaller(double x, double y) {
        return x < y ? x : y;
    }

    @Lifted("""
            func Samples.caught(%a: int[], %n: i32) -> i32
                %i = const 0
                jump ^1(%i)
            ^1(%i.1: i32):
                %4 = ge %i.1, %n
                branch %4 ? ^2 : ^3
            ^2:
                %5 = const 0
                store int %a[%5] = %i.1
                jump ^5(%i.1)
            ^3:
                catch ArrayIndexOutOfBoundsException ^4
                catch any ^6
                %6 = load int %a[%i.1]
                %i.2 = add %i.1, %6
                jump ^1(%i.2)
            ^4(%e: ArrayIndexOutOfBoundsException):
                %i.3 = neg %i.1
                %10 = const 0
                store int %a[%10] = %i.3
                jump ^5(%i.3)
            ^5(%i.4: i32):
                return %i.4
            ^6(%12: Throwable):
                %13 = const 0
                store int %a[%13] = %i.1
                throw %12
            """)
    static int caught(int[] a, int n) {
        int i = 0;
        try {
            while (i < n) i += a[i];
        } catch (ArrayIndexOutOfBoundsException e) {
            i = -i;
        } finally {
            a[0] = i;
        }
        return i;
    }

    @Lifted("""
            func Samples.locked(%this: org.cotangent.bytecode.lift.Samples, %i: i32) -> f64
                %2 = get @org.cotangent.bytecode.lift.Samples.rows(%this) : double[][]
                monitor.enter %2
                jump ^1
            ^1:
                catch any ^2
                %3 = get @org.cotangent.bytecode.lift.Samples.scale(%this) : double
                %4 = get @org.cotangent.bytecode.lift.Samples.rows(%this) : double[][]
                %5 = load double[] %4[%i]
                %6 = const 0
                %7 = load double %5[%6]
                %8 = add %3, %7
                put @org.cotangent.bytecode.lift.Samples.scale(%this, %8) : double
                monitor.exit %2
                return %8
            ^2(%9: Throwable):
                catch any ^2
                monitor.exit %2
                jump ^3
            ^3:
                throw %9
            """)
    double locked(int i) {
        synchronized (rows) {
            return scale += rows[i][0];
        }
    }

    @Lifted("""
            func Samples.chosen(%s: String) -> i32
                %1 = const -1
                %2 = call.virtual @String.hashCode(%s) : ()I
                switch %2 { 98695: ^1, 100893: ^3, 113880: ^5, default: ^7(%1) }
            ^1:
                %3 = const "cos"
                %4 = call.virtual @String.equals(%s, %3) : (Ljava/lang/Object;)Z
                %5 = const 0
                %6 = eq %4, %5
                branch %6 ? ^7(%1) : ^2
            ^2:
                %7 = const 1
                jump ^7(%7)
            ^3:
                %8 = const "exp"
                %9 = call.virtual @String.equals(%s, %8) : (Ljava/lang/Object;)Z
                %10 = const 0
                %11 = eq %9, %10
                branch %11 ? ^7(%1) : ^4
            ^4:
                %12 = const 2
                jump ^7(%12)
            ^5:
                %13 = const "sin"
                %14 = call.virtual @String.equals(%s, %13) : (Ljava/lang/Object;)Z
                %15 = const 0
                %16 = eq %14, %15
                branch %16 ? ^7(%1) : ^6
            ^6:
                %17 = const 0
                jump ^7(%17)
            ^7(%18: i32):
                switch %18 { 0: ^8, 1: ^8, 2: ^9, default: ^10 }
            ^8:
                %19 = const 1
                jump ^13(%19)
            ^9:
                %20 = const 2
                jump ^13(%20)
            ^10:
                %21 = call.virtual @String.isEmpty(%s) : ()Z
                %22 = const 0
                %23 = eq %21, %22
                branch %23 ? ^11 : ^12
            ^11:
                %24 = const 3
                jump ^13(%24)
            ^12:
                %25 = const 0
                jump ^13(%25)
            ^13(%26: i32):
                return %26
            """)
    static int chosen(String s) {
        return switch (s) {
            case "sin", "cos" -> 1;
            case "exp"        -> 2;
            default           -> s.isEmpty() ? 0 : 3;
        };
    }

    @Lifted("""
            func Samples.scaled(%c: f64) -> java.util.function.DoubleUnaryOperator
                %1 = indy @applyAsDouble(%c) : (D)Ljava/util/function/DoubleUnaryOperator; by static @java.lang.invoke.LambdaMetafactory.metafactory : (Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite; [type (D)D, handle static @org.cotangent.bytecode.lift.Samples.lambda$scaled$0 : (DD)D, type (D)D]
                return %1
            """)
    static DoubleUnaryOperator scaled(double c) {
        return x -> c * x;
    }

    @Lifted("""
            func Samples.made(%twice: i32, %o: Object) -> String
                %2 = new StringBuilder
                %3 = const 0
                %4 = eq %twice, %3
                branch %4 ? ^1 : ^2
            ^1:
                %5 = const 1
                jump ^3(%5)
            ^2:
                %6 = const 2
                jump ^3(%6)
            ^3(%7: i32):
                call.special @StringBuilder.<init>(%2, %7) : (I)V
                %8 = call.virtual @StringBuilder.append(%2, %o) : (Ljava/lang/Object;)Ljava/lang/StringBuilder;
                %9 = instanceof String %o
                %10 = const 0
                %11 = eq %9, %10
                branch %11 ? ^4 : ^5
            ^4:
                %12 = const ""
                jump ^6(%12)
            ^5:
                %s = cast String %o
                jump ^6(%s)
            ^6(%14: String):
                %15 = call.virtual @StringBuilder.append(%8, %14) : (Ljava/lang/String;)Ljava/lang/StringBuilder;
                %16 = call.virtual @StringBuilder.toString(%15) : ()Ljava/lang/String;
                return %16
            """)
    static String made(boolean twice, Object o) {
        return new StringBuilder(twice ? 2 : 1).append(o).append(o instanceof String s ? s : "").toString();
    }
}
