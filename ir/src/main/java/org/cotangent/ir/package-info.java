/// Programs as data. This page is the whole of it.
///
/// ```
/// Func   = name (param*) -> type { Block+ }                 blocks in reverse post-order, the first is the entry
/// Block  = label (param*) { Let* Exit } handler*            nothing jumps to the entry
/// Let    = Value "=" Op origin
/// Exit   = Jump(edge) | Branch(cond, edge, edge) | Switch(key, cases, edge) | Return(values) | Throw(value)
/// edge   = label (argument*)                                as many as the block has parameters
/// handler= [class] edge                                     the target's first parameter is the exception; arguments
///                                                           are taken at the ENTRY of the guarded block
/// Op     = Const | Null | Zero
///        | Add | Sub | Mul | Div | Rem | Neg | Bits | Compare | Convert | Select
///        | Invoke(kind, callee, args) | InvokeDynamic(site, args)
///        | New | NewArray | NewMultiArray | Length
///        | GetElement | PutElement | GetField | PutField | GetStatic | PutStatic
///        | InstanceOf | Cast | Monitor
///        | Link | LinkLinear | FindShadow | MakeShadow | Save | Restore             made by differentiation
/// ```
///
/// A [Value][org.cotangent.ir.Value] is an identity, everything else is data. Joins are block parameters (there are no
/// phis); a value is visible in the blocks that its definition dominates. The order of lets is program order;
/// [Effect][org.cotangent.ir.Effect] says what may move.
@NullMarked
package org.cotangent.ir;

import org.jspecify.annotations.NullMarked;
