using System.Text;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Operators;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>How an activation reaches common/activation.glsl.</summary>
internal static class ActivationDefines
{
    /// <summary>ACTIVATE (the name of a function there), ALPHA and BETA.</summary>
    public static ShaderDefine[] Of(Activation activation) =>
    [
        new("ACTIVATE", "activate_" + SnakeCase(activation.Function.ToString())),
        new("ALPHA", activation.Alpha),
        new("BETA", activation.Beta),
    ];

    /// <summary>HardSwish becomes hard_swish.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
