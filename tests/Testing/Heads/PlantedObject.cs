using VisionPlugin.Decoding;

namespace VisionPlugin.Testing.Heads;

/// <summary>An object that a planted head shall give.</summary>
/// <param name="ClassId">Its class.</param>
/// <param name="Score">Its score.</param>
/// <param name="Box">Where, in pixels of the network's input.</param>
internal readonly record struct PlantedObject(int ClassId, float Score, Box Box)
{
    public float X => (Box.X1 + Box.X2) / 2;

    public float Y => (Box.Y1 + Box.Y2) / 2;
}
