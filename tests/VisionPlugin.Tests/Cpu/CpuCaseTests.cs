using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Cpu;

/// <summary>Every operator case on the CPU backend, with every register width and several team sizes.</summary>
public sealed class CpuCaseTests : IDisposable
{
    private readonly CpuBackend _backend512 = new(2, 512);
    private readonly CpuBackend _backend256 = new(3, 256);
    private readonly CpuBackend _backend128 = new(1, 128);

    public static TheoryData<string> Names => OperatorCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Fast_kernels_equal_the_reference(string name)
    {
        OperatorCase test = OperatorCases.Find(name);
        using var reference = new ReferenceBackend();
        Tensor[] expected = test.Run(reference, out _)!;
        foreach (CpuBackend backend in (CpuBackend[])[_backend512, _backend256, _backend128])
        {
            Tensor[] actual = test.Run(backend, out string? unsupported)!;
            Assert.Null(unsupported);
            for (int i = 0; i < expected.Length; i++)
                TensorAssert.Equal(expected[i], actual[i], test.Atol, test.Rtol, $"{name}, {backend.Description}, output {i}");
        }
    }

    public void Dispose()
    {
        _backend512.Dispose();
        _backend256.Dispose();
        _backend128.Dispose();
    }
}
