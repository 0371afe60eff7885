using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;

namespace VisionPlugin.Cpu.Functions;

/// <summary>Makes the loop for an activation: one line a function.</summary>
internal static class RowFunctions
{
    /// <summary>The loop of a function, or null where there is none for it.</summary>
    public static RowFunction? Create<TVec>(Activation activation)
        where TVec : unmanaged, IVector<TVec>
    {
        (float alpha, float beta) = (activation.Alpha, activation.Beta);
        return activation.Function switch
        {
            UnaryFunction.Identity => Loop(default(UnaryFunctions.Identity<TVec>)),
            UnaryFunction.Relu => Loop(new UnaryFunctions.Clip<TVec>(0, float.PositiveInfinity)),
            UnaryFunction.LeakyRelu => Loop(new UnaryFunctions.LeakyRelu<TVec>(alpha)),
            UnaryFunction.Clip => Loop(new UnaryFunctions.Clip<TVec>(alpha, beta)),
            UnaryFunction.Sigmoid => Loop(default(UnaryFunctions.Sigmoid<TVec>)),
            UnaryFunction.Tanh => Loop(default(UnaryFunctions.Tanh<TVec>)),
            UnaryFunction.HardSigmoid => Loop(new UnaryFunctions.HardSigmoid<TVec>(alpha, beta)),
            UnaryFunction.HardSwish => Loop(default(UnaryFunctions.HardSwish<TVec>)),
            UnaryFunction.ScaledHardSwish => Loop(new UnaryFunctions.ScaledHardSwish<TVec>(alpha)),
            UnaryFunction.Silu => Loop(default(UnaryFunctions.Silu<TVec>)),
            UnaryFunction.Elu => Loop(new UnaryFunctions.Elu<TVec>(alpha, 1)),
            UnaryFunction.Selu => Loop(new UnaryFunctions.Elu<TVec>(alpha, beta)),
            UnaryFunction.Gelu => Loop(default(UnaryFunctions.Gelu<TVec>)),
            UnaryFunction.GeluTanh => Loop(default(UnaryFunctions.GeluTanh<TVec>)),
            UnaryFunction.Softplus => Loop(default(UnaryFunctions.Softplus<TVec>)),
            UnaryFunction.Abs => Loop(default(UnaryFunctions.Abs<TVec>)),
            UnaryFunction.Neg => Loop(default(UnaryFunctions.Neg<TVec>)),
            UnaryFunction.Exp => Loop(default(UnaryFunctions.Exp<TVec>)),
            UnaryFunction.Log => Loop(default(UnaryFunctions.Log<TVec>)),
            UnaryFunction.Sqrt => Loop(default(UnaryFunctions.Sqrt<TVec>)),
            UnaryFunction.Celu => Loop(new UnaryFunctions.Celu<TVec>(alpha)),
            UnaryFunction.Mish => Loop(default(UnaryFunctions.Mish<TVec>)),
            UnaryFunction.ThresholdedRelu => Loop(new UnaryFunctions.ThresholdedRelu<TVec>(alpha)),
            UnaryFunction.Softsign => Loop(default(UnaryFunctions.Softsign<TVec>)),
            UnaryFunction.Shrink => Loop(new UnaryFunctions.Shrink<TVec>(alpha, beta)),
            UnaryFunction.Swish => Loop(new UnaryFunctions.Swish<TVec>(alpha)),
            UnaryFunction.Erf => Loop(default(UnaryFunctions.Erf<TVec>)),
            UnaryFunction.Floor => Loop(default(RoundingFunctions.Floor<TVec>)),
            UnaryFunction.Ceil => Loop(default(RoundingFunctions.Ceil<TVec>)),
            UnaryFunction.Round => Loop(default(RoundingFunctions.Round<TVec>)),
            UnaryFunction.Sign => Loop(default(RoundingFunctions.Sign<TVec>)),
            UnaryFunction.Reciprocal => Loop(default(UnaryFunctions.Reciprocal<TVec>)),
            UnaryFunction.Sin => Loop(default(AngleFunctions.Sin<TVec>)),
            UnaryFunction.Cos => Loop(default(AngleFunctions.Cos<TVec>)),
            UnaryFunction.Tan => Loop(default(AngleFunctions.Tan<TVec>)),
            UnaryFunction.Asin => Loop(default(AngleFunctions.Asin<TVec>)),
            UnaryFunction.Acos => Loop(default(AngleFunctions.Acos<TVec>)),
            UnaryFunction.Atan => Loop(default(AngleFunctions.Atan<TVec>)),
            UnaryFunction.Sinh => Loop(default(AngleFunctions.Sinh<TVec>)),
            UnaryFunction.Cosh => Loop(default(AngleFunctions.Cosh<TVec>)),
            UnaryFunction.Asinh => Loop(default(AngleFunctions.Asinh<TVec>)),
            UnaryFunction.Acosh => Loop(default(AngleFunctions.Acosh<TVec>)),
            UnaryFunction.Atanh => Loop(default(AngleFunctions.Atanh<TVec>)),
            UnaryFunction.BFloat16 => Loop(default(RoundingFunctions.BFloat16<TVec>)),
            _ => null,
        };

        static RowFunction<TVec, TFunction> Loop<TFunction>(TFunction function)
            where TFunction : unmanaged, IUnary<TVec>
            => new(function);
    }
}
