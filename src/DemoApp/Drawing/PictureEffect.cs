namespace VisionPlugin.DemoApp.Drawing;

/// <summary>What a mask makes of a picture; numbered as in picture.frag.</summary>
internal enum PictureEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What is outside of the mask is blurred.</summary>
    Blur,

    /// <summary>What is inside of it is tinted.</summary>
    Tint,

    /// <summary>What is outside of it is dark and grey.</summary>
    Cut,
}
