package org.cotangent.bytecode.lift;

import org.cotangent.ir.Value;

/// A way into a node, with what its variables and then the stack hold.
record Arrival(Node target, Value[] values) {}
