using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Kernels;
using VisionPlugin.Execution;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Every operator case on the GPU, in desktop OpenGL and in OpenGL ES, against the reference.</summary>
public class GpuCaseTests
{
    private const string Soon = "its kernel is being written";

    /// <summary>Operators that stay on the CPU, and why.</summary>
    private static readonly Dictionary<Type, string> WithoutKernel = new()
    {
        [typeof(AveragePool)] = Soon,
        [typeof(BatchNormalization)] = Soon,
        [typeof(Binary)] = Soon,
        [typeof(Cast)] = Soon,
        [typeof(Concat)] = Soon,
        [typeof(ConstantOfShape)] = Soon,
        [typeof(ConvTranspose)] = Soon,
        [typeof(DequantizeLinear)] = Soon,
        [typeof(Dropout)] = Soon,
        [typeof(Expand)] = Soon,
        [typeof(Flatten)] = Soon,
        [typeof(Gather)] = Soon,
        [typeof(Gemm)] = Soon,
        [typeof(GlobalAveragePool)] = Soon,
        [typeof(GlobalLpPool)] = Soon,
        [typeof(GlobalMaxPool)] = Soon,
        [typeof(Identity)] = Soon,
        [typeof(LpPool)] = Soon,
        [typeof(Lrn)] = Soon,
        [typeof(MatMul)] = Soon,
        [typeof(MaxPool)] = Soon,
        [typeof(PRelu)] = Soon,
        [typeof(Pad)] = Soon,
        [typeof(QuantizeLinear)] = Soon,
        [typeof(Reduce)] = Soon,
        [typeof(Reshape)] = Soon,
        [typeof(Resize)] = Soon,
        [typeof(Shape)] = Soon,
        [typeof(Slice)] = Soon,
        [typeof(Softmax)] = Soon,
        [typeof(Split)] = Soon,
        [typeof(Squeeze)] = Soon,
        [typeof(Tile)] = Soon,
        [typeof(Transpose)] = Soon,
        [typeof(Unary)] = Soon,
        [typeof(Unsqueeze)] = Soon,
    };

    public static TheoryData<string, GlProfile> Cases
    {
        get
        {
            var data = new TheoryData<string, GlProfile>();
            foreach (OperatorCase c in OperatorCases.All.Where(c => !WithoutKernel.ContainsKey(c.Operator.GetType())))
            {
                data.Add(c.ToString(), GlProfile.Core);
                data.Add(c.ToString(), GlProfile.Es);
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void The_GPU_computes_what_the_reference_computes(string name, GlProfile profile)
    {
        OperatorCase test = OperatorCases.Find(name);
        using var reference = new ReferenceBackend();
        Tensor[] expected = test.Run(reference, out _)!;

        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        Tensor[]? actual = test.Run(backend, out string? unsupported);

        Assert.True(actual is not null, $"{test} has no GPU kernel: {unsupported}");
        for (int i = 0; i < expected.Length; i++)
            TensorAssert.Equal(expected[i], actual[i], test.Atol, test.Rtol, $"{test}, output {i}, {device.Info}");
    }

    [Fact]
    public void Every_operator_has_a_GPU_kernel_or_a_stated_reason()
    {
        IEnumerable<Type> operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract);
        Assert.Empty(operators.Where(t => !KernelTable.Operators.Contains(t) && !WithoutKernel.ContainsKey(t)).Select(t => t.Name));
        Assert.Empty(WithoutKernel.Keys.Where(KernelTable.Operators.Contains).Select(t => t.Name));
    }
}
