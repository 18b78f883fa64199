package org.cotangent.engine;

import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.SoftReference;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.cotangent.ad.Variant;
import org.cotangent.bytecode.emit.Hosts;
import org.cotangent.bytecode.emit.Methods;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.runtime.Code;
import org.cotangent.runtime.Context;
import org.jspecify.annotations.Nullable;

/// The derivative code of all function objects of one class, made when it is first called: one method for each way in.
///
/// In differentiated code these methods mean something else ([Links]): there they are calls of the derivative of derivative
/// code.
public final class Codes {
    private static final VarHandle POOL;

    static {
        try {
            POOL = MethodHandles.lookup().findVarHandle(Codes.class, "pool", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final ClassValue<Holder> BY_CLASS = new ClassValue<>() {
        @Override
        protected Holder computeValue(Class<?> c) {
            return new Holder();
        }
    };

    private final Engine engine;
    private final Structures structures;
    private Code.@Nullable Scalar scalar;
    private final Code.@Nullable ToNumber[] pushes = new Code.ToNumber[Form.COUNT];
    private final Code.@Nullable ToNumber[] forwards = new Code.ToNumber[Form.COUNT];
    private final Code.@Nullable FromNumber[] reverses = new Code.FromNumber[Form.COUNT];
    private final Code.@Nullable ToStructure[] mappingPushes = new Code.ToStructure[Form.COUNT];
    private final Code.@Nullable ToStructure[] mappingForwards = new Code.ToStructure[Form.COUNT];
    private final Code.@Nullable FromStructure[] mappingReverses = new Code.FromStructure[Form.COUNT];

    private @Nullable Apart apart;

    /// An idle context, or a soft reference to a large one.
    private volatile @Nullable Object pool;

    Codes(Engine engine) {
        this.engine = engine;
        this.structures = new Structures(engine.world());
    }

    /// Lets derivatives be put beside the code that `lookup` was made in, though its module may be closed.
    public static void permit(MethodHandles.Lookup lookup) {
        Hosts.permit(lookup);
    }

    /// The codes for `f`.
    public static Codes of(Object f) {
        Objects.requireNonNull(f, "f");
        return f instanceof Wrapper ? Engine.ofFunction(f).codes(f.getClass()) : BY_CLASS.get(f.getClass()).of(f);
    }

    /// The codes of a class of functions that are not ours, found when the first is seen.
    private static final class Holder {
        private @Nullable Codes codes;

        Codes of(Object f) {
            Codes c = codes;
            if (c == null) codes = c = Engine.ofFunction(f).codes(f.getClass());
            return c;
        }
    }

    Engine engine() {
        return engine;
    }

    /// The codes for a derivative, made here, of a function of these.
    Codes over(Object derivative) {
        return engine.codes(derivative.getClass());
    }

    /// What is known of the structures that such functions take and give.
    Structures structures() {
        return structures;
    }

    // ---- contexts -------------------------------------------------------------------------------------------

    /// A context nobody else uses.
    Context take() {
        Object idle = POOL.getAndSet(this, null);
        if (idle instanceof SoftReference<?> large) idle = large.get();
        return idle instanceof Context c ? c : new Context();
    }

    /// Gives `context` back after an evaluation, and throws what was refused in it. `references` and `shadows` are the
    /// largest heights of those stacks.
    void give(Context context, int references, int shadows) {
        context.check();
        context.clear(references, shadows);
        POOL.setRelease(this, context.isLarge() ? new SoftReference<>(context) : context);
    }

    // ---- calls ----------------------------------------------------------------------------------------------

    /// `f(x)`; its derivative along `dx` is left in the context.
    double scalar(Object f, double x, double dx, Context c) {
        Code.Scalar code = scalar;
        if (code == null) scalar = code = make(f, Code.Scalar.class, Link.SCALAR, Form.NUMBERS);
        try {
            return code.run(f, x, dx, c);
        } catch (Throwable e) {
            throw Leaving.with(e, c);
        }
    }

    double push(int form, Object f, @Nullable Object x, @Nullable Object dx, Context c) {
        Code.ToNumber code = pushes[form];
        if (code == null) pushes[form] = code = make(f, Code.ToNumber.class, Link.PUSH, form);
        try {
            return code.run(f, x, dx, c);
        } catch (Throwable e) {
            throw Leaving.with(e, c);
        }
    }

    double push(int form, Object f, double[] x, double[] dx, Context c) {
        return push(form, f, (Object) x, dx, c);
    }

    double forward(int form, Object f, @Nullable Object x, @Nullable Object bar, Context c) {
        Code.ToNumber code = forwards[form];
        if (code == null) forwards[form] = code = make(f, Code.ToNumber.class, Link.FORWARD, form);
        try {
            return code.run(f, x, bar, c);
        } catch (Throwable e) {
            throw Leaving.with(e, c);
        }
    }

    double forward(int form, Object f, double[] x, double[] bar, Context c) {
        return forward(form, f, (Object) x, bar, c);
    }

    void reverse(int form, double yBar, Object f, @Nullable Object x, @Nullable Object bar, Context c) {
        Code.FromNumber code = reverses[form];
        if (code == null) reverses[form] = code = make(f, Code.FromNumber.class, Link.REVERSE, form);
        try {
            code.run(yBar, f, x, bar, c);
        } catch (Throwable e) {
            throw Leaving.with(e, c);
        }
    }

    void reverse(int form, double yBar, Object f, double[] x, double[] bar, Context c) {
        reverse(form, yBar, f, (Object) x, bar, c);
    }

    @Nullable
    Object pushMapping(int form, Object f, @Nullable Object x, @Nullable Object dx, Context c) {
        Code.ToStructure code = mappingPushes[form];
        if (code == null) mappingPushes[form] = code = make(f, Code.ToStructure.class, Link.PUSH_MAPPING, form);
        try {
            return code.run(f, x, dx, c);
        } catch (Throwable e) {
            throw Leaving.with(e, c);
        }
    }

    @Nullable
    Object pushMapping(int form, Object f, double[] x, double[] dx, Context c) {
        return pushMapping(form, f, (Object) x, dx, c);
    }

    @Nullable
    Object forwardMapping(int form, Object f, @Nullable Object x, @Nullable Object bar, Context c) {
        Code.ToStructure code = mappingForwards[form];
        if (code == null) mappingForwards[form] = code = make(f, Code.ToStructure.class, Link.FORWARD_MAPPING, form);
        try {
            return code.run(f, x, bar, c);
        } catch (Throwable e) {
            throw Leaving.with(e, c);
        }
    }

    @Nullable
    Object forwardMapping(int form, Object f, double[] x, double[] bar, Context c) {
        return forwardMapping(form, f, (Object) x, bar, c);
    }

    void reverseMapping(int form, Object f, @Nullable Object x, @Nullable Object bar, Context c) {
        Code.FromStructure code = mappingReverses[form];
        if (code == null) mappingReverses[form] = code = make(f, Code.FromStructure.class, Link.REVERSE_MAPPING, form);
        try {
            code.run(f, x, bar, c);
        } catch (Throwable e) {
            throw Leaving.with(e, c);
        }
    }

    void reverseMapping(int form, Object f, double[] x, double[] bar, Context c) {
        reverseMapping(form, f, (Object) x, bar, c);
    }

    // ---- making ---------------------------------------------------------------------------------------------

    /// What may be taken for granted of `x` when `f` runs on it as it is.
    int form(Object f, Object x) {
        return apart(f).test(f, x) ? Form.NUMBERS : Form.SHARED;
    }

    /// Whether `f` runs on `x` as on a copy: nobody could tell afterwards. (In differentiated code, nobody says so.)
    boolean onlyReads(Object f, double[] x) {
        return apart(f).onlyReads() && apart(f).test(f, x);
    }

    private Apart apart(Object f) {
        Apart known = apart;
        if (known == null) {
            Callee method = Sources.method(variant(f, Link.FORWARD, Form.NUMBERS));
            apart = known = Apart.of(f, engine.derivatives().primalOf(method));
        }
        return known;
    }

    /// The variant of `f`'s method that a link means.
    Variant variant(Object f, Link link, int form) {
        return Dispatch.of(engine, link.variant(form), f);
    }

    private <C extends Code> C make(Object f, Class<C> type, Link link, int form) {
        Variant v = variant(f, link, form);
        Method run = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals("run"))
                .findFirst()
                .orElseThrow();
        MethodTypeDesc descriptor = MethodType.methodType(run.getReturnType(), run.getParameterTypes())
                .describeConstable()
                .orElseThrow();
        try {
            Func entry = link.entry(v, form, descriptor);
            Methods.Implemented implemented = new Methods.Implemented(type, run.getName());
            MethodHandles.Lookup in = engine.compile("entry", engine.host(v), entry, Optional.of(implemented));
            return type.cast(in.findConstructor(in.lookupClass(), MethodType.methodType(void.class)).invoke());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw Engine.refusal(v.name(), e);
        }
    }
}
