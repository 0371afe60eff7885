using System.Collections.Immutable;
using System.Reflection;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Operators;

/// <summary>
/// Every case with attributes, shapes, types and lists that a damaged or hostile model may have: shape inference gives
/// a typed error, or outputs that the reference implementation can compute.
/// </summary>
public class HostileInputTests
{
    private const int Rounds = 100;
    private const int MaxElements = 1 << 16;

    private static readonly long[] Numbers =
    [
        0, 1, 2, 3, 4, 5, 7, 8, -1, -2, -3, -4, -8,
        1 << 20, int.MaxValue, int.MinValue, 1L << 40, long.MaxValue, long.MinValue,
    ];

    public static TheoryData<string> Names => OperatorCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_typed_error_or_a_result(string name)
    {
        OperatorCase @case = OperatorCases.Find(name);
        for (int round = 0; round < Rounds; round++)
        {
            // Not GetHashCode, which differs from run to run.
            var random = new Random((round * 7919) + name.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)));
            Operator op = random.Next(2) == 0 ? WithAttribute(@case.Operator, random) : @case.Operator;
            List<Tensor?> inputs = [.. @case.Inputs];
            for (int changes = random.Next(3); changes > 0 && inputs.Count > 0; changes--)
                Change(inputs, random);
            Try(op, [.. inputs], $"{op}, round {round}, inputs {string.Join(", ", inputs)}");
        }
    }

    private static void Try(Operator op, Tensor?[] inputs, string context)
    {
        try
        {
            TensorInfo[] infos = [.. inputs.Select(t => t is null ? default : TensorInfo.Of(t))];
            TensorInfo[] outputs;
            try
            {
                outputs = op.InferShapes(infos);
            }
            catch (ShapeMismatchException)
            {
                return;
            }

            if (outputs.Sum(o => (long)o.Shape.Length) <= MaxElements
                && op.CountMacs(infos, outputs) <= MaxElements * 16)
                op.Run(inputs, [.. outputs.Select(o => Tensor.Create(o.DataType, o.Shape))]);
        }
        catch (Exception error) when (error is not ShapeMismatchException)
        {
            Assert.Fail($"{context}: {error}");
        }
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
