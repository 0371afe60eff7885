namespace VisionPlugin.Tensors;

/// <summary>Facts about element types.</summary>
public static class DataTypes
{
    /// <summary>Size of one element in bytes; 0 for <see cref="DataType.None"/>.</summary>
    public static int SizeOf(DataType type) => type switch
    {
        DataType.Float64 or DataType.Int64 or DataType.UInt64 => 8,
        DataType.Float32 or DataType.Int32 or DataType.UInt32 => 4,
        DataType.Float16 or DataType.Int16 or DataType.UInt16 => 2,
        DataType.UInt8 or DataType.Int8 or DataType.Bool => 1,
        _ => 0,
    };

    /// <summary>True for half, single and double precision.</summary>
    public static bool IsFloat(DataType type) => type is DataType.Float32 or DataType.Float16 or DataType.Float64;

    /// <summary>The element type that stores <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not an element type.</exception>
    public static DataType Of<T>()
        where T : unmanaged
    {
        // Each comparison is a constant to the compiler, so this folds to one value per T.
        if (typeof(T) == typeof(float)) return DataType.Float32;
        if (typeof(T) == typeof(Half)) return DataType.Float16;
        if (typeof(T) == typeof(double)) return DataType.Float64;
        if (typeof(T) == typeof(byte)) return DataType.UInt8;
        if (typeof(T) == typeof(sbyte)) return DataType.Int8;
        if (typeof(T) == typeof(ushort)) return DataType.UInt16;
        if (typeof(T) == typeof(short)) return DataType.Int16;
        if (typeof(T) == typeof(uint)) return DataType.UInt32;
        if (typeof(T) == typeof(int)) return DataType.Int32;
        if (typeof(T) == typeof(ulong)) return DataType.UInt64;
        if (typeof(T) == typeof(long)) return DataType.Int64;
        if (typeof(T) == typeof(bool)) return DataType.Bool;
        throw new NotSupportedException(
            $"{typeof(T)} is not a tensor element type; use float, Half, double, an integer of 8 to 64 bits or bool.");
    }
}
