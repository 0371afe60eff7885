using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>Work that is the same for every element type.</summary>
internal interface INumericAction
{
    /// <summary>Does it for elements of <typeparamref name="T"/>.</summary>
    void Invoke<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}

/// <summary>Chooses the element type of generic code at run time.</summary>
internal static class NumericDispatch
{
    /// <summary>Calls the action with the type that stores <paramref name="type"/>; bool counts as byte.</summary>
    public static void Invoke<TAction>(DataType type, TAction action)
        where TAction : struct, INumericAction, allows ref struct
    {
        switch (type)
        {
            case DataType.Float32:
                action.Invoke<float>();
                break;
            case DataType.Float16:
                action.Invoke<Half>();
                break;
            case DataType.Float64:
                action.Invoke<double>();
                break;
            case DataType.UInt8 or DataType.Bool:
                action.Invoke<byte>();
                break;
            case DataType.Int8:
                action.Invoke<sbyte>();
                break;
            case DataType.UInt16:
                action.Invoke<ushort>();
                break;
            case DataType.Int16:
                action.Invoke<short>();
                break;
            case DataType.UInt32:
                action.Invoke<uint>();
                break;
            case DataType.Int32:
                action.Invoke<int>();
                break;
            case DataType.UInt64:
                action.Invoke<ulong>();
                break;
            case DataType.Int64:
                action.Invoke<long>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type.");
        }
    }
}
