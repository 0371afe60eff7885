namespace VisionPlugin.Samples.FaceMask;

/// <summary>What faces wear, by the numbers of the keys.</summary>
internal enum MaskStyle
{
    None,
    Glasses,
    Hat,
    Cat,
    Hero,
}
