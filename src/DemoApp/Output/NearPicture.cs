namespace VisionPlugin.DemoApp.Output;

/// <summary>A picture that is near, and how far it is.</summary>
internal sealed record NearPicture(string Picture, float Distance);
