namespace VisionPlugin.Tensors;

/// <summary>Element type of a tensor.</summary>
public enum DataType
{
    /// <summary>No tensor: an optional input that is absent.</summary>
    None,

    /// <summary>IEEE 754 single precision, <see cref="float"/>.</summary>
    Float32,

    /// <summary>IEEE 754 half precision, <see cref="Half"/>.</summary>
    Float16,

    /// <summary>IEEE 754 double precision, <see cref="double"/>.</summary>
    Float64,

    /// <summary><see cref="byte"/>.</summary>
    UInt8,

    /// <summary><see cref="sbyte"/>.</summary>
    Int8,

    /// <summary><see cref="ushort"/>.</summary>
    UInt16,

    /// <summary><see cref="short"/>.</summary>
    Int16,

    /// <summary><see cref="uint"/>.</summary>
    UInt32,

    /// <summary><see cref="int"/>.</summary>
    Int32,

    /// <summary><see cref="ulong"/>.</summary>
    UInt64,

    /// <summary><see cref="long"/>.</summary>
    Int64,

    /// <summary><see cref="bool"/>, one byte.</summary>
    Bool,
}
