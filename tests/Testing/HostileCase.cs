using System.Collections.Immutable;
using System.Reflection;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>Operators and inputs as a damaged or hostile model may have them, made from good ones.</summary>
public static class HostileCase
{
    private static readonly long[] Numbers =
    [
        0, 1, 2, 3, 4, 5, 7, 8, -1, -2, -3, -4, -8,
        1 << 20, int.MaxValue, int.MinValue, 1L << 40, long.MaxValue, long.MinValue,
    ];

    /// <summary>A case with another attribute, or inputs that are missing, too many or of other shapes, types and values.</summary>
    public static OperatorCase Make(OperatorCase good, Random random)
    {
        Operator op = random.Next(2) == 0 ? WithAttribute(good.Operator, random) : good.Operator;
        List<Tensor?> inputs = [.. good.Inputs];
        for (int changes = random.Next(3); changes > 0 && inputs.Count > 0; changes--)
            Change(inputs, random);
        return good with { Operator = op, Inputs = [.. inputs] };
    }

    private static void Change(List<Tensor?> inputs, Random random)
    {
        int i = random.Next(inputs.Count);
        Tensor? input = inputs[i];
        switch (random.Next(8))
        {
            case 0:
                inputs[i] = null;
                break;
            case 1:
                inputs.RemoveAt(i);
                break;
            case 2:
                inputs.Add(input);
                break;
            case 3 when input is not null:
                inputs[i] = Tensor.Create((DataType)random.Next(1, 13), input.Shape);
                break;
            case 4 when input is not null:
                inputs[i] = Tensor.Create(input.DataType, Resized(input.Shape, random));
                break;
            default:
                inputs[i] = input switch
                {
                    Tensor<long> => Filled(input.Shape, () => Pick(random)),
                    Tensor<int> => Filled(input.Shape, () => unchecked((int)Pick(random))),
                    Tensor<float> { Shape.Length: < 10 } => Filled(input.Shape, () => Real(random)),
                    _ => input,
                };
                break;
        }
    }

    private static Tensor<T> Filled<T>(TensorShape shape, Func<T> value)
        where T : unmanaged
    {
        var tensor = new Tensor<T>(shape);
        foreach (ref T element in tensor.AsSpan())
            element = value();
        return tensor;
    }

    private static TensorShape Resized(TensorShape shape, Random random)
    {
        List<int> sizes = [.. shape.Sizes.ToArray()];
        switch (random.Next(3))
        {
            case 0 when sizes.Count > 0:
                sizes.RemoveAt(random.Next(sizes.Count));
                break;
            case 1 when sizes.Count < TensorShape.MaxRank:
                sizes.Insert(random.Next(sizes.Count + 1), random.Next(4));
                break;
            default:
                if (sizes.Count > 0)
                    sizes[random.Next(sizes.Count)] = random.Next(6);
                break;
        }

        return new TensorShape([.. sizes]);
    }

    // A copy of the record with another value of one attribute, which may lie within another record.
    private static Operator WithAttribute(Operator op, Random random) => (Operator)Mutated(op, random);

    private static object Mutated(object value, Random random)
    {
        switch (value)
        {
            case int:
                return unchecked((int)Pick(random));
            case long:
                return Pick(random);
            case float:
                return Real(random);
            case bool flag:
                return !flag;
            case Enum:
                Array names = Enum.GetValues(value.GetType());
                return names.GetValue(random.Next(names.Length))!;
            case ImmutableArray<int> list:
                int length = list.IsDefault ? 0 : Math.Max(0, list.Length + random.Next(-1, 2));
                return Enumerable.Range(0, length).Select(Element).ToImmutableArray();

                int Element(int i) =>
                    i < list.Length && random.Next(2) == 0 ? list[i] : unchecked((int)Pick(random));
        }

        PropertyInfo[] properties =
            [.. value.GetType().GetProperties().Where(p => p.CanWrite && p.GetValue(value) is not null)];
        if (properties.Length == 0)
            return value;
        PropertyInfo property = properties[random.Next(properties.Length)];
        object copy = value.GetType().GetMethod("<Clone>$")?.Invoke(value, null) ?? value;
        property.SetValue(copy, Mutated(property.GetValue(value)!, random));
        return copy;
    }

    private static long Pick(Random random) => Numbers[random.Next(random.Next(2) == 0 ? 8 : Numbers.Length)];

    private static float Real(Random random)
    {
        float[] values = [0, 1, 0.5f, -1, 2, 1e-30f, 1e30f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        return values[random.Next(values.Length)];
    }
}
