using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace VisionPlugin.Compat.Tests.Surface;

/// <summary>The public members of an assembly, written as silk-api.md writes those of the published packages.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
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
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>Each type as <c>Full.Type</c> and each member as <c>Full.Type: member</c>.</summary>
    public static IEnumerable<string> Of(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from member in Members(type).Select(member => ": " + member).Prepend("")
        select NameOfDeclaring(type) + member;

    private static string NameOfDeclaring(Type type) =>
        type.FullName!.Split('`')[0].Replace('+', '.') + Generic(type.GetGenericArguments());

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name =>
                $"{name}={Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture) & 0xFFFFFFFF}");
        }
        if (type.IsSubclassOf(typeof(Delegate)))
            return [Method(type.GetMethod("Invoke")!)];
        return
        [
            // An abstract class is made by its heirs only.
            .. type.GetConstructors(Declared).Where(c => c.GetParameters().Length > 0 || !type.IsValueType)
                .Select(c => $"{type.Name.Split('`')[0]}({Parameters(c)})"),
            .. type.GetFields(Declared).Select(f => $"{(f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}"),
            .. type.GetProperties(Declared).Select(Property),
            .. type.GetMethods(Declared).Where(m => !m.IsSpecialName && !IsOfObject(m)).Select(Method),
        ];
    }

    // Any type has these, so the list leaves most of them out.
    private static bool IsOfObject(MethodInfo method) =>
        method.Name is nameof(Equals) or nameof(GetHashCode) or nameof(ToString);

    private static string Property(PropertyInfo property)
    {
        string Accessor(MethodInfo? method, string name) => method is not { IsPublic: true } ? "" : name + "; ";
        bool init = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string name = property.GetIndexParameters().Length == 0 ? property.Name
            : $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]";
        bool isStatic = (property.GetMethod ?? property.SetMethod)!.IsStatic;
        return $"{(isStatic ? "static " : "")}{Name(property.PropertyType)} {name} {{ "
            + $"{Accessor(property.GetMethod, "get")}{Accessor(property.SetMethod, init ? "init" : "set")}}}";
    }

    private static string Method(MethodInfo method)
    {
        Type[] generic = method.GetGenericArguments();
        string constraint = generic.Any(g => g.IsDefined(typeof(IsUnmanagedAttribute), false))
            ? $" where {string.Join(", ", generic.Select(g => g.Name))} : unmanaged" : "";
        string modifier = method.IsStatic ? "static " : "";
        return $"{modifier}{Name(method.ReturnType)} {method.Name}{Generic(generic)}({Parameters(method)}){constraint}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var text = new StringBuilder();
        Type type = parameter.ParameterType;
        if (parameter.IsDefined(typeof(ParamArrayAttribute)))
            text.Append("params ");
        if (type.IsByRef)
        {
            text.Append(parameter.IsOut ? "out " : parameter.IsDefined(typeof(RequiresLocationAttribute)) ? "ref readonly "
                : parameter.IsIn ? "in " : "ref ");
            type = type.GetElementType()!;
        }
        text.Append(Name(type)).Append(' ').Append(parameter.Name);
        if (parameter.HasDefaultValue)
            text.Append(" = ").Append(parameter.DefaultValue ?? "null");
        return text.ToString();
    }

    private static string Name(Type type) =>
        Keywords.TryGetValue(type, out string? keyword) ? keyword
        : type.IsPointer ? Name(type.GetElementType()!) + "*"
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.Name.Split('`')[0] + Generic(type.GetGenericArguments());

    private static string Generic(Type[] arguments) =>
        arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
