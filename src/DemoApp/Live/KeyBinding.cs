using Silk.NET.Input;

namespace VisionPlugin.DemoApp.Live;

/// <summary>What a key does.</summary>
/// <param name="Key">The key.</param>
/// <param name="Name">What stands on it.</param>
/// <param name="What">What it does, for people.</param>
/// <param name="Do">Does it.</param>
/// <param name="View">The view in which it does so; null for all in which the key does nothing else.</param>
internal sealed record KeyBinding(Key Key, string Name, string What, Action<LiveWindow> Do, ViewKind? View = null);
