using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Kernels;
using VisionPlugin.Execution;
using VisionPlugin.Graphs.Control;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Every operator case on the GPU, in desktop OpenGL and in OpenGL ES, against the reference.</summary>
public class GpuCaseTests
{
    private const string Compiled = "is computed when the graph is compiled";

    /// <summary>Operators that stay on the CPU, and why.</summary>
    private static readonly Dictionary<Type, string> WithoutKernel = new()
    {
        [typeof(ConstantOfShape)] = Compiled,
        [typeof(NonMaxSuppression)] = Compiled,
        [typeof(NonZero)] = Compiled,
        [typeof(NumberRange)] = Compiled,
        [typeof(Shape)] = Compiled,
        [typeof(Size)] = Compiled,
        [typeof(Compress)] = Compiled,
        [typeof(EyeLike)] = Compiled,
    };

    /// <summary>Reasons that a case may have for staying on the CPU although its operator has a kernel.</summary>
    private static readonly string[] AllowedReasons =
    [
        "is computed on the CPU", // integers
        "has no exact 32-bit form on the GPU",
        "integers are interpolated in double precision",
        "may not fit the 32 bits that it has on the GPU",
        "are computed on the CPU", // integer powers
    ];

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

        if (actual is null)
        {
            Assert.Contains(AllowedReasons, reason => unsupported!.EndsWith(reason, StringComparison.Ordinal));
            return;
        }

        for (int i = 0; i < expected.Length; i++)
            TensorAssert.Equal(expected[i], actual[i], test.Atol, test.Rtol, $"{test}, output {i}, {device.Info}");
    }

    [Fact]
    public void Every_operator_has_a_GPU_kernel_or_a_stated_reason()
    {
        IEnumerable<Type> operators = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator))
            && !t.IsAbstract && !t.IsSubclassOf(typeof(ControlFlow)));
        Assert.Empty(operators.Where(t => !KernelTable.Operators.Contains(t)
            && !WithoutKernel.ContainsKey(t)).Select(t => t.Name));
        Assert.Empty(WithoutKernel.Keys.Where(KernelTable.Operators.Contains).Select(t => t.Name));
    }
}
