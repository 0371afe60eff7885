using System.Text;
using VisionPlugin.Fuzz.Tests.Mutations;
using VisionPlugin.Tensors;

namespace VisionPlugin.Fuzz.Tests.Targets;

/// <summary>NumPy's files.</summary>
internal sealed class ArrayFiles : IFuzzTarget
{
    private static readonly string[] Headers =
    [
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", "{'descr': '<i8', 'fortran_order': True, 'shape': (3,), }", "{'descr': '<f2', 'fortran_order': True, 'shape': (3, 4), }",
        "{'descr': '|b1', 'fortran_order': False, 'shape': (), }", "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }",
        "{'shape': (0, 99999999), 'descr': '<f8', 'fortran_order': True}", "{'descr': '<f2', 'fortran_order': False, 'shape': (65536, 65536)}",
    ];

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"vision-fuzz-{Guid.NewGuid():N}.npy");

    public string Extension => "npy";

    public byte[] Make(Random random)
    {
        byte[] file = Good(random);
        return random.Next(3) == 0 ? file : ByteMutator.Mutate(file, Good(random), random);
    }

    public string Try(byte[] file)
    {
        File.WriteAllBytes(_path, file);
        Tensor tensor = NumPyFile.Read(_path);
        NumPyFile.Write(_path, tensor);
        Tensor again = NumPyFile.Read(_path);
        Assert.True(again.DataType == tensor.DataType && again.Shape == tensor.Shape, $"{tensor} was written as {again}.");
        Assert.True(again.AsBytes().SequenceEqual(tensor.AsBytes()), $"{tensor} has other elements when read again.");
        return "read";
    }

    public void Dispose() => File.Delete(_path);

    private static byte[] Good(Random random)
    {
        byte version = (byte)random.Next(1, 4);
        byte[] header = Encoding.ASCII.GetBytes(Odd.Of(Headers, random).PadRight(random.Next(120)) + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        byte[] data = new byte[random.Next(8) > 0 ? 24 : random.Next(100)];
        random.NextBytes(data);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. header, .. data];
    }
}
