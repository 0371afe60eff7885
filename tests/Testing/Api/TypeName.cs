using System.Reflection;
using System.Runtime.CompilerServices;

namespace VisionPlugin.Testing.Api;

/// <summary>Types as C# writes them, with nullability and the names of tuples' elements.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(sbyte)] = "sbyte",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>A base type, an interface or a constraint: reflection tells nothing of its nullability.</summary>
    public static string Of(Type type) => Of(type, null, new Queue<string?>());

    /// <summary>The type of a parameter, of what a method returns, of a property, field or event.</summary>
    public static string Of(Type type, NullabilityInfo nullability, ICustomAttributeProvider declaration)
    {
        var tuples = declaration.GetCustomAttributes(typeof(TupleElementNamesAttribute), inherit: false);
        IList<string?> names = tuples is [TupleElementNamesAttribute named] ? named.TransformNames : [];
        return Of(type, nullability, new Queue<string?>(names));
    }

    private static string Of(Type type, NullabilityInfo? nullability, Queue<string?> names)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability, names);
        if (type.IsPointer)
            return Of(type.GetElementType()!, null, names) + "*";
        string mark = !type.IsValueType && IsNullable(nullability) ? "?" : "";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!, nullability?.ElementType, names)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword + mark;
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value, nullability?.GenericTypeArguments.FirstOrDefault(), names) + "?";
        if (!type.IsGenericType)
            return Plain(type) + mark;

        Type[] arguments = type.GetGenericArguments();
        // The names of a tuple's own elements come before those within the elements.
        bool isTuple = type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;
        string?[] own = isTuple ? [.. arguments.Select(_ => names.TryDequeue(out string? name) ? name : null)] : [];
        string[] inner = [.. arguments.Select((a, i) => Of(a, nullability?.GenericTypeArguments.ElementAtOrDefault(i), names))];
        if (isTuple)
            return $"({string.Join(", ", inner.Select((a, i) => own[i] is { } name ? $"{a} {name}" : a))})";
        return $"{Plain(type)}<{string.Join(", ", inner)}>{mark}";
    }

    private static bool IsNullable(NullabilityInfo? nullability) =>
        nullability is { ReadState: NullabilityState.Nullable }
        || nullability is { ReadState: NullabilityState.Unknown, WriteState: NullabilityState.Nullable };

    // Two of our types may share a name, in different namespaces.
    private static string Plain(Type type)
    {
        string name = type.Name.Split('`')[0];
        if (type is { IsNested: true, IsGenericParameter: false })
            return $"{Plain(type.DeclaringType!)}.{name}";
        bool isShared = !type.IsGenericParameter && type.Namespace!.StartsWith("VisionPlugin", StringComparison.Ordinal)
            && type.Assembly.GetExportedTypes().Count(t => t.Name == type.Name) > 1;
        return isShared ? $"{type.Namespace}.{name}" : name;
    }
}
