using Google.Protobuf;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx;

public class OnnxTensorReaderTests
{
    // Each element type with values at its ends, in the typed field and as raw little-endian bytes.
    public static TheoryData<int, DataType, double[], string> Types => new()
    {
        { OnnxTypes.Float, DataType.Float32, [1.5, -2, double.PositiveInfinity], "0000C03F000000C00000807F" },
        { OnnxTypes.Double, DataType.Float64, [1.5, -2], "000000000000F83F00000000000000C0" },
        { OnnxTypes.Float16, DataType.Float32, [1.5, -65504, 5.9604644775390625e-8], "003EFFFB0100" },
        { OnnxTypes.BFloat16, DataType.Float32, [1.5, -2], "C03F00C0" },
        { OnnxTypes.UInt8, DataType.UInt8, [0, 200, 255], "00C8FF" },
        { OnnxTypes.Int8, DataType.Int8, [-128, 127], "807F" },
        { OnnxTypes.UInt16, DataType.UInt16, [1, 65535], "0100FFFF" },
        { OnnxTypes.Int16, DataType.Int16, [-2, 32767], "FEFFFF7F" },
        { OnnxTypes.UInt32, DataType.UInt32, [1, 4294967295], "01000000FFFFFFFF" },
        { OnnxTypes.Int32, DataType.Int32, [-2, 2147483647], "FEFFFFFFFFFFFF7F" },
        { OnnxTypes.UInt64, DataType.UInt64, [1, 4294967296], "01000000000000000000000001000000" },
        { OnnxTypes.Int64, DataType.Int64, [-2, 4294967296], "FEFFFFFFFFFFFFFF0000000001000000" },
        { OnnxTypes.Bool, DataType.Bool, [0, 1, 1], "000102" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Raw_and_typed_data_give_the_same_elements(int type, DataType expected, double[] values, string raw)
    {
        var proto = new TensorProto { DataType = type, RawData = ByteString.CopyFrom(Convert.FromHexString(raw)) };
        proto.Dims.Add(values.Length);
        Check(proto, expected, values);
        Fill(proto, type, Convert.FromHexString(raw), values);
        Check(proto, expected, values);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Data_shorter_or_longer_than_the_dims_is_an_error(
        int type, DataType expected, double[] values, string raw)
    {
        Assert.NotEqual(DataType.None, expected);
        foreach (int count in new[] { values.Length - 1, values.Length + 1 })
        {
            var proto = new TensorProto { DataType = type, RawData = ByteString.CopyFrom(Convert.FromHexString(raw)) };
            proto.Dims.Add(count);
            Assert.Throws<ModelFormatException>(() => Read(proto));
            Fill(proto, type, Convert.FromHexString(raw), values);
            Assert.Throws<ModelFormatException>(() => Read(proto));
        }
    }

    [Fact]
    public void A_tensor_without_dims_is_a_scalar_and_one_with_a_zero_is_empty()
    {
        var scalar = new TensorProto { DataType = OnnxTypes.Float };
        scalar.FloatData.Add(3);
        Assert.Equal(0, Read(scalar).Shape.Rank);
        var empty = new TensorProto { DataType = OnnxTypes.Float };
        empty.Dims.Add([2, 0, 3]);
        Assert.Equal(0, Read(empty).Shape.Length);
    }

    [Fact]
    public void The_sum_of_all_constants_is_limited()
    {
        var limits = new ModelLimits { ConstantBytes = 30 };
        var reader = new OnnxTensorReader("m", new ExternalData("m", null), limits);
        reader.Read(SmallModel.Longs("a", 1, 2), "a");
        Assert.Throws<ModelFormatException>(() => reader.Read(SmallModel.Longs("b", 1, 2), "b"));
    }

    private static void Check(TensorProto proto, DataType expected, double[] values)
    {
        Tensor tensor = Read(proto);
        Assert.Equal(expected, tensor.DataType);
        Assert.Equal(values, Enumerable.Range(0, values.Length).Select(i => TensorAssert.At(tensor, i)));
    }

    private static Tensor Read(TensorProto proto) =>
        new OnnxTensorReader("m", new ExternalData("m", null), ModelLimits.Default).Read(proto.Clone(), "t");

    private static void Fill(TensorProto proto, int type, byte[] raw, double[] values)
    {
        proto.ClearRawData();
        foreach ((double value, int i) in values.Select((v, i) => (v, i)))
        {
            switch (type)
            {
                case OnnxTypes.Float: proto.FloatData.Add((float)value); break;
                case OnnxTypes.Double: proto.DoubleData.Add(value); break;
                case OnnxTypes.Int64: proto.Int64Data.Add((long)value); break;
                case OnnxTypes.UInt32 or OnnxTypes.UInt64: proto.Uint64Data.Add((ulong)value); break;
                // The bits, not the value: onnx.proto, TensorProto.int32_data.
                case OnnxTypes.Float16 or OnnxTypes.BFloat16:
                    proto.Int32Data.Add(BitConverter.ToUInt16(raw, 2 * i));
                    break;
                default: proto.Int32Data.Add((int)value); break;
            }
        }
    }
}
