using System.Text;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Tensors;

public sealed class NumPyFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public static TheoryData<DataType> Types => [.. Enum.GetValues<DataType>().Where(t => t != DataType.None)];

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_and_rank_comes_back(DataType type)
    {
        foreach (TensorShape shape in (TensorShape[])[[], [0], [5], [2, 3], [2, 0, 3], [1, 2, 1, 3, 2]])
        {
            using var tensor = Tensor.Create(type, shape);
            new Random(1).NextBytes(tensor.AsBytes());
            if (tensor is Tensor<bool>)
            {
                foreach (ref byte value in tensor.AsBytes())
                    value &= 1;
            }

            NumPyFile.Write(_path, tensor);
            using Tensor back = NumPyFile.Read(_path);
            Assert.Equal((type, shape), (back.DataType, back.Shape));
            Assert.Equal(tensor.AsBytes().ToArray(), back.AsBytes().ToArray());
        }
    }

    [Fact]
    public void The_header_is_the_one_that_NumPy_writes()
    {
        NumPyFile.Write(_path, new Tensor<float>([2, 3]));
        byte[] bytes = File.ReadAllBytes(_path);
        Assert.Equal(128 + 24, bytes.Length);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", Encoding.ASCII.GetString(bytes, 10, 118).TrimEnd());
        Assert.Equal((byte)'\n', bytes[127]);
    }

    [Fact]
    public void Fortran_order_becomes_row_major()
    {
        // [[0, 1, 2], [3, 4, 5]] column by column.
        Write("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }", [.. ((int[])[0, 3, 1, 4, 2, 5]).SelectMany(BitConverter.GetBytes)]);
        TensorAssert.Equal(new Tensor<int>([2, 3], [0, 1, 2, 3, 4, 5]), NumPyFile.Read(_path));
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", 8, "needs 12 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 8, "needs 4 bytes")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", 8, "'>f4'")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", 8, "'|O'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 4), }", 8, "elements")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 8, "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", 8, "dictionary")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,2), }", 8, "axes")]
    [InlineData("{'descr': '<f4', 'shape': (2,), }", 8, "dictionary")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 8, "dictionary")]
    [InlineData("", 8, "dictionary")]
    [InlineData("{{{{", 8, "dictionary")]
    public void A_header_that_is_wrong_is_refused(string header, int bytes, string why)
    {
        Write(header, new byte[bytes]);
        var error = Assert.Throws<ModelFormatException>(() => NumPyFile.Read(_path));
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        NumPyFile.Write(_path, new Tensor<float>([2, 3]));
        byte[] good = File.ReadAllBytes(_path);
        for (int length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(_path, good[..length]);
            Assert.Throws<ModelFormatException>(() => NumPyFile.Read(_path));
        }

        var random = new Random(6);
        for (int round = 0; round < 500; round++)
        {
            byte[] bad = [.. good];
            bad[random.Next(80)] = (byte)random.Next(256);
            File.WriteAllBytes(_path, bad);
            Exception? error = Record.Exception(() => NumPyFile.Read(_path));
            Assert.True(error is null or ModelFormatException, error?.ToString());
        }

        Assert.Throws<ModelFormatException>(() => NumPyFile.Read(_path + ".none"));
        Assert.Throws<ModelFormatException>(() => NumPyFile.Read(Path.GetTempPath()));
    }

    private void Write(string header, byte[] data)
    {
        byte[] text = Encoding.ASCII.GetBytes(header + "\n");
        File.WriteAllBytes(_path, [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. data]);
    }
}
