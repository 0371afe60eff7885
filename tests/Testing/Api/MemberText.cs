using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace VisionPlugin.Testing.Api;

/// <summary>One line for each member of a type that other assemblies can use or override.</summary>
internal static class MemberText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>A type's members in a fixed order: constants and fields, constructors, properties, events, methods.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => $"{f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
        }

        string name = type.Name.Split('`')[0];
        return
        [
            .. type.GetFields(Declared).Where(f => IsVisible(f)).Select(Field).Order(StringComparer.Ordinal),
            .. type.GetConstructors(Declared).Where(IsVisible).Select(c => Modifiers(c) + name + Parameters(c)).Order(StringComparer.Ordinal),
            .. type.GetProperties(Declared).Select(Property).OfType<string>().Order(StringComparer.Ordinal),
            .. type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).Select(Event).Order(StringComparer.Ordinal),
            .. type.GetMethods(Declared).Where(IsOwn).Select(Method).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Parameters in parentheses, with their names, modifiers and defaults.</summary>
    public static string Parameters(MethodBase method)
    {
        bool isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return $"({string.Join(", ", method.GetParameters().Select((p, i) => (isExtension && i == 0 ? "this " : "") + Parameter(p)))})";
    }

    /// <summary>What a method returns.</summary>
    public static string Result(MethodInfo method)
    {
        ParameterInfo result = method.ReturnParameter;
        string reference = !result.ParameterType.IsByRef ? ""
            : result.IsDefined(typeof(IsReadOnlyAttribute)) ? "ref readonly " : "ref ";
        return reference + TypeName.Of(result.ParameterType, Nullability.Create(result), result);
    }

    private static string Field(FieldInfo field)
    {
        string type = TypeName.Of(field.FieldType, Nullability.Create(field), field);
        if (field.IsLiteral)
            return $"const {type} {field.Name} = {Value(field.GetRawConstantValue(), field.FieldType)}";
        string kind = (field.IsFamily ? "protected " : "") + (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return $"{kind}{type} {field.Name}";
    }

    private static string? Property(PropertyInfo property)
    {
        MethodInfo? get = property.GetMethod is { } g && IsVisible(g) ? g : null;
        MethodInfo? set = property.SetMethod is { } s && IsVisible(s) ? s : null;
        if ((get ?? set) is not { } accessor)
            return null;
        bool isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string setter = set is null ? "" : (set.IsFamily && get is { IsFamily: false } ? "protected " : "") + (isInit ? "init; " : "set; ");
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string type = TypeName.Of(property.PropertyType, Nullability.Create(property), property);
        string reference = property.PropertyType.IsByRef ? "ref " : "";
        string name = property.GetIndexParameters() is { Length: > 0 } index
            ? $"this[{string.Join(", ", index.Select(Parameter))}]"
            : property.Name;
        return $"{Modifiers(accessor)}{required}{reference}{type} {name} {{ {(get is null ? "" : "get; ")}{setter}}}";
    }

    private static string Event(EventInfo e) =>
        $"{Modifiers(e.AddMethod!)}event {TypeName.Of(e.EventHandlerType!, Nullability.Create(e), e)} {e.Name}";

    private static string Method(MethodInfo method)
    {
        if (method.Name is "op_Implicit" or "op_Explicit")
            return $"static {method.Name[3..].ToLowerInvariant()} operator {Result(method)}{Parameters(method)}";
        string arguments = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>"
            : "";
        return $"{Modifiers(method)}{Result(method)} {method.Name}{arguments}{Parameters(method)}"
            + TypeText.Constraints(method.IsGenericMethod ? method.GetGenericArguments() : []);
    }

    // What a record declares by itself follows from its kind; Deconstruct shows which properties are positional.
    private static bool IsOwn(MethodInfo method) => IsVisible(method)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && (method.Name == "Deconstruct" || !method.IsDefined(typeof(CompilerGeneratedAttribute)))
        && method.Name != "<Clone>$";

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static string Modifiers(MethodBase method)
    {
        string access = method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "";
        if (method.IsStatic)
            return access + (method.IsAbstract ? "static abstract " : "static ");
        if (method.DeclaringType!.IsInterface)
            return method.IsAbstract ? "" : "virtual ";
        if (!method.IsVirtual || method.IsConstructor)
            return access;
        bool overrides = ((MethodInfo)method).GetBaseDefinition().DeclaringType != method.DeclaringType;
        return access + (method.IsAbstract ? "abstract " : overrides ? "override " : method.IsFinal ? "" : "virtual ");
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string modifier = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? parameter.IsDefined(typeof(ScopedRefAttribute)) ? "scoped " : ""
            : parameter.IsOut ? "out "
            : parameter.IsDefined(typeof(RequiresLocationAttribute)) ? "ref readonly "
            : parameter.IsIn ? "in " : "ref ";
        string type = TypeName.Of(parameter.ParameterType, Nullability.Create(parameter), parameter);
        string value = parameter.HasDefaultValue ? $" = {Value(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{modifier}{type} {parameter.Name}{value}";
    }

    private static string Value(object? value, Type type)
    {
        if ((Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } e && value is not null)
            return $"{e.Name}.{Enum.ToObject(e, value)}";
        return value switch
        {
            null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
            bool b => b ? "true" : "false",
            string s => $"\"{s}\"",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }
}
