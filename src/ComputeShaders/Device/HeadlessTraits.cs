namespace VisionPlugin.ComputeShaders.Device;

/// <summary>What else is asked of a headless context.</summary>
/// <param name="SharesWith">A context of the same display whose buffers, textures and programs it sees too.</param>
/// <param name="IsDebug">A context whose driver tells more, and slower.</param>
/// <param name="IsCompatibility">Desktop OpenGL with its old functions too.</param>
internal readonly record struct HeadlessTraits(
    HeadlessContext? SharesWith = null, bool IsDebug = false, bool IsCompatibility = false);
