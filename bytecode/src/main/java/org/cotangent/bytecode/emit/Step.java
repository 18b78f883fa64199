package org.cotangent.bytecode.emit;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;

/// One step of a block's code: what it does to the operand stack and to the locals. Which local a value has is decided
/// later ([Slots]); steps that turn out to move a value to where it is already vanish when they are written.
sealed interface Step {
    /// Pushes a value from its local.
    record Load(Value value) implements Step {}

    /// Pops into a value's local.
    record Store(Value value) implements Step {}

    /// Duplicates a value on top of the stack. `all`: nothing else reads it.
    record Dup(Value value, boolean all) implements Step {}

    /// Duplicates a value on top of the stack under the one below it.
    record DupUnder(Value value, Value below) implements Step {}

    /// Duplicates two values of one entry each.
    record Dup2() implements Step {}

    /// Pops a value that nobody reads.
    record Discard(Value value) implements Step {}

    /// Executes an op, whose operands are on the stack, and leaves its result there.
    record Run(Let let) implements Step {}

    /// Casts the reference on top of the stack, for the verifier.
    record Assert(ClassDesc desc) implements Step {}

    /// Pushes `value` for `into`, unless they share a local; a [Put] follows.
    record Arg(Value value, Value into) implements Step {}

    /// Pops into `into` what [Arg] pushed.
    record Put(Value value, Value into) implements Step {}

    /// Pushes `value + by` for `into`, unless they share a local; a [PutSum] follows.
    record ArgSum(Value value, int by, Value into) implements Step {}

    /// Pops into `into` what [ArgSum] pushed, or increments it where it is.
    record PutSum(Value value, int by, Value into) implements Step {}

    /// Pushes an int.
    record Int(int value) implements Step {}

    /// Goes to `target` if the test of what is on the stack succeeds.
    record If(Opcode test, Mark target) implements Step {}

    /// Goes to `target`.
    record Goto(Mark target) implements Step {}

    /// A place to go to, within one block's code.
    final class Mark implements Step {}
}
