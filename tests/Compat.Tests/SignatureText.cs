using System.Reflection;

namespace VisionPlugin.Compat.Tests;

/// <summary>Writes types and members as <c>silk-api.md</c> does.</summary>
internal static class SignatureText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(float)] = "float",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>
    /// The public members that the type declares itself, without operators and what every object or value has.
    /// </summary>
    public static IEnumerable<string> MembersOf(Type type)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static
            | BindingFlags.DeclaredOnly;
        foreach (MemberInfo member in type.GetMembers(declared))
        {
            string? text = member switch
            {
                ConstructorInfo constructor => $"{type.Name.Split('`')[0]}({Parameters(constructor)})",
                FieldInfo field => $"{NameOf(field.FieldType)} {field.Name}",
                PropertyInfo property => Property(property),
                MethodInfo method => Method(method),
                _ => null,
            };
            if (text is not null)
                yield return text;
        }
    }

    /// <summary>For example <c>Image&lt;TPixel&gt;</c>.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsByRef)
            return NameOf(type.GetElementType()!);
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword;
        string name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }

    private static string Property(PropertyInfo property)
    {
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        string get = property.GetGetMethod() is null ? "" : "get; ";
        string set = property.GetSetMethod() is null ? "" : "set; ";
        return $"{NameOf(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string? Method(MethodInfo method)
    {
        if (method.IsSpecialName || method.Name is nameof(Equals) or nameof(GetHashCode) or nameof(ToString))
            return null;
        string generic = "", constraint = "";
        if (method.IsGenericMethod)
        {
            string parameters = string.Join(", ", method.GetGenericArguments().Select(NameOf));
            (generic, constraint) = ($"<{parameters}>", $" where {parameters} : unmanaged");
        }

        string isStatic = method.IsStatic ? "static " : "";
        return $"{isStatic}{NameOf(method.ReturnType)} {method.Name}{generic}({Parameters(method)}){constraint}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string prefix = !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in " : "ref ";
        string suffix = parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "null"}" : "";
        return $"{prefix}{NameOf(parameter.ParameterType)} {parameter.Name}{suffix}";
    }
}
