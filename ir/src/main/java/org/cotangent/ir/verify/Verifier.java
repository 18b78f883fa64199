package org.cotangent.ir.verify;

import java.util.List;
import java.util.function.Consumer;
import org.cotangent.ir.Func;

/// Checks every law of the IR, each a method that is named as its sentence. Laws may rely on those before them.
public final class Verifier {
    /// A law, and how to check it.
    record Law(String name, Consumer<Subject> check) {}

    static final List<Law> LAWS = List.of(
            new Law("thereIsAnEntry", Shape::thereIsAnEntry),
            new Law("eachLabelIsOneBlock", Shape::eachLabelIsOneBlock),
            new Law("edgesLeadToBlocks", Shape::edgesLeadToBlocks),
            new Law("nothingJumpsToTheEntry", Shape::nothingJumpsToTheEntry),
            new Law("eachBlockIsReachedFromAnEarlierOne", Shape::eachBlockIsReachedFromAnEarlierOne),
            new Law("onlyLoopsGoBack", Shape::onlyLoopsGoBack),
            new Law("eachValueIsDefinedOnce", Definitions::eachValueIsDefinedOnce),
            new Law("idsAreUniqueAndBelowTheBound", Definitions::idsAreUniqueAndBelowTheBound),
            new Law("definitionsDominateUses", Definitions::definitionsDominateUses),
            new Law("edgesMatchParameters", Edges::edgesMatchParameters),
            new Law("handlersTakeTheExceptionFirst", Edges::handlersTakeTheExceptionFirst),
            new Law("linearGoesToLinear", Edges::linearGoesToLinear),
            new Law("operandsFitTheOp", Types::operandsFitTheOp),
            new Law("resultsFitTheOp", Types::resultsFitTheOp),
            new Law("parametersAreValues", Types::parametersAreValues),
            new Law("exitsReadWhatFits", Types::exitsReadWhatFits),
            new Law("linearNumbersComeFromLinearNumbers", Linearity::linearNumbersComeFromLinearNumbers),
            new Law("onlyLinearOpsReadLinearNumbers", Linearity::onlyLinearOpsReadLinearNumbers),
            new Law("shadowsHoldLinearNumbers", Linearity::shadowsHoldLinearNumbers));

    private Verifier() {}

    /// Throws a [Violation] if `f` breaks a law.
    public static void verify(Func f) {
        Subject s = new Subject(f);
        for (Law law : LAWS) {
            s.law(law.name());
            law.check().accept(s);
        }
    }
}
