using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>ONNX's numbers of element types (TensorProto.DataType).</summary>
internal static class OnnxTypes
{
    public const int Float = 1, UInt8 = 2, Int8 = 3, UInt16 = 4, Int16 = 5, Int32 = 6, Int64 = 7, String = 8, Bool = 9,
        Float16 = 10, Double = 11, UInt32 = 12, UInt64 = 13, BFloat16 = 16, UInt4 = 21, Int4 = 22, UInt2 = 25, Int2 = 26;

    private static readonly string[] Names =
    [
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16",
        "DOUBLE", "UINT32", "UINT64", "COMPLEX64", "COMPLEX128", "BFLOAT16", "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4", "INT4", "FLOAT4E2M1", "FLOAT8E8M0", "UINT2", "INT2",
    ];

    /// <summary>The specification's name of a type.</summary>
    public static string NameOf(long type) => type >= 0 && type < Names.Length ? Names[type] : $"type {type}";

    /// <summary>
    /// The element type in which values of an ONNX type are computed: half and bfloat16 are widened to single
    /// precision.
    /// <see cref="DataType.None"/> if the type is not supported.
    /// </summary>
    public static DataType Widened(long type) => type is Float16 or BFloat16 ? DataType.Float32 : Declared(type);

    /// <summary>
    /// The element type of a graph's input or output: half stays half at the model's edges, bfloat16 has no type here
    /// and is widened. Integers of 4 and 2 bits are held in 8. <see cref="DataType.None"/> if the type is not supported.
    /// </summary>
    public static DataType Declared(long type) => type switch
    {
        Float or BFloat16 => DataType.Float32,
        Float16 => DataType.Float16,
        Double => DataType.Float64,
        UInt8 or UInt4 or UInt2 => DataType.UInt8,
        Int8 or Int4 or Int2 => DataType.Int8,
        UInt16 => DataType.UInt16,
        Int16 => DataType.Int16,
        UInt32 => DataType.UInt32,
        Int32 => DataType.Int32,
        UInt64 => DataType.UInt64,
        Int64 => DataType.Int64,
        Bool => DataType.Bool,
        _ => DataType.None,
    };

    /// <summary>Bits of one element in raw data; 0 if the type is not supported.</summary>
    public static int Bits(long type) => type switch
    {
        UInt4 or Int4 => 4,
        UInt2 or Int2 => 2,
        BFloat16 => 16,
        _ => 8 * DataTypes.SizeOf(Declared(type)),
    };

    /// <summary>True for integers of 4 and 2 bits, several of which share a byte in a file.</summary>
    public static bool IsPacked(long type) => Bits(type) is 4 or 2;

    /// <summary>ONNX's number of an element type.</summary>
    public static int NumberOf(DataType type) => type switch
    {
        DataType.Float32 => Float,
        DataType.Float16 => Float16,
        DataType.Float64 => Double,
        DataType.UInt8 => UInt8,
        DataType.Int8 => Int8,
        DataType.UInt16 => UInt16,
        DataType.Int16 => Int16,
        DataType.UInt32 => UInt32,
        DataType.Int32 => Int32,
        DataType.UInt64 => UInt64,
        DataType.Int64 => Int64,
        DataType.Bool => Bool,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };
}
