package org.cotangent.ir.verify;

import java.util.function.Consumer;
import org.cotangent.ir.Func;

/// Checks every law of the IR, each a method that is named as its sentence. Laws may rely on those before them.
public final class Verifier {
    private Verifier() {}

    /// Throws a [Violation] if `f` breaks a law.
    public static void verify(Func f) {
        Subject s = new Subject(f);

        law(s, "thereIsAnEntry", Shape::thereIsAnEntry);
        law(s, "eachLabelIsOneBlock", Shape::eachLabelIsOneBlock);
        law(s, "edgesLeadToBlocks", Shape::edgesLeadToBlocks);
        law(s, "nothingJumpsToTheEntry", Shape::nothingJumpsToTheEntry);
        law(s, "eachBlockIsReachedFromAnEarlierOne", Shape::eachBlockIsReachedFromAnEarlierOne);
        law(s, "onlyLoopsGoBack", Shape::onlyLoopsGoBack);

        law(s, "eachValueIsDefinedOnce", Definitions::eachValueIsDefinedOnce);
        law(s, "idsAreUniqueAndBelowTheBound", Definitions::idsAreUniqueAndBelowTheBound);
        law(s, "definitionsDominateUses", Definitions::definitionsDominateUses);

        law(s, "edgesMatchParameters", Edges::edgesMatchParameters);
        law(s, "handlersTakeTheExceptionFirst", Edges::handlersTakeTheExceptionFirst);
        law(s, "linearGoesToLinear", Edges::linearGoesToLinear);

        law(s, "operandsFitTheOp", Types::operandsFitTheOp);
        law(s, "resultsFitTheOp", Types::resultsFitTheOp);
        law(s, "parametersAreValues", Types::parametersAreValues);
        law(s, "exitsReadWhatFits", Types::exitsReadWhatFits);

        law(s, "linearNumbersComeFromLinearNumbers", Linearity::linearNumbersComeFromLinearNumbers);
        law(s, "onlyLinearOpsReadLinearNumbers", Linearity::onlyLinearOpsReadLinearNumbers);
        law(s, "shadowsHoldLinearNumbers", Linearity::shadowsHoldLinearNumbers);
    }

    private static void law(Subject s, String name, Consumer<Subject> method) {
        s.law(name);
        method.accept(s);
    }
}
