using System.Reflection;
using System.Runtime.CompilerServices;

namespace VisionPlugin.Testing.Api;

/// <summary>The line that declares a type.</summary>
internal static class TypeText
{
    /// <summary>Kind, name, what it derives from and what its parameters must be.</summary>
    public static string Of(Type type)
    {
        // Compilers mark each ref struct as obsolete, for older ones.
        string obsolete = type.IsDefined(typeof(ObsoleteAttribute)) && !type.IsByRefLike ? "[Obsolete] " : "";
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"{obsolete}delegate {MemberText.Result(invoke)} {TypeName.Of(type)}{MemberText.Parameters(invoke)}";
        }

        if (type.IsEnum)
        {
            string flags = type.IsDefined(typeof(FlagsAttribute)) ? "[Flags] " : "";
            Type number = type.GetEnumUnderlyingType();
            return $"{obsolete}{flags}enum {TypeName.Of(type)}{(number == typeof(int) ? "" : $" : {TypeName.Of(number)}")}";
        }

        string[] bases = [.. Bases(type)];
        return obsolete + Kind(type) + TypeName.Of(type) + (bases.Length == 0 ? "" : " : " + string.Join(", ", bases))
            + Constraints(type.GetGenericArguments());
    }

    /// <summary>The constraints of type parameters, each after <c>where</c>.</summary>
    public static string Constraints(IEnumerable<Type> parameters)
    {
        IEnumerable<string> clauses =
            from parameter in parameters
            let constraints = Constraints(parameter).ToArray()
            where constraints.Length > 0
            select $" where {parameter.Name} : {string.Join(", ", constraints)}";
        return string.Concat(clauses);
    }

    private static IEnumerable<string> Constraints(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        bool isUnmanaged = parameter.CustomAttributes.Any(a => a.AttributeType.Name == "IsUnmanagedAttribute");
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (isUnmanaged || isStruct)
            yield return isUnmanaged ? "unmanaged" : "struct";
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            yield return "class";
        foreach (Type constraint in parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)))
            yield return TypeName.Of(constraint);
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            yield return "new()";
        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike))
            yield return "allows ref struct";
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
            return "interface ";
        if (type.IsValueType)
        {
            return (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "")
                + (IsRecordStruct(type) ? "record " : "") + "struct ";
        }

        string kind = type.GetMethod("<Clone>$") is null ? "class " : "record ";
        return (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + kind;
    }

    private static bool IsRecordStruct(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance)?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;

    private static IEnumerable<string> Bases(Type type)
    {
        bool isPlain = type.BaseType is null || type.BaseType == typeof(object) || type.BaseType == typeof(ValueType);
        if (!isPlain)
            yield return TypeName.Of(type.BaseType!);
        // Only those that neither the base nor another of the interfaces brings along; a record is equatable by itself.
        Type[] all = [.. type.GetInterfaces().Where(i => i.IsVisible)];
        IEnumerable<Type> inherited = all.SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        foreach (string name in all.Except(inherited)
            .Where(i => !(i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>) && IsRecord(type)))
            .Select(TypeName.Of).Order(StringComparer.Ordinal))
        {
            yield return name;
        }
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null || IsRecordStruct(type);
}
