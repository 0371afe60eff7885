namespace VisionPlugin.Frames;

/// <summary>How a frame of any size becomes the network's input of fixed size.</summary>
public enum ResizeMode
{
    /// <summary>Each axis on its own; the aspect ratio changes.</summary>
    Stretch,

    /// <summary>Scaled to fit, in the middle, padding around: resized first, then padded.</summary>
    LetterboxCenter,

    /// <summary>Scaled to fit, in the top left corner, padding at right or bottom: resized first, then padded.</summary>
    LetterboxTopLeft,

    /// <summary>Scaled to cover, what overlaps is cut off on both sides alike.</summary>
    CenterCrop,

    /// <summary>
    /// Padded to the network's aspect ratio, the frame in the middle (an odd row or column goes to the right or bottom),
    /// and then resized as a whole, so that the frame's border blends with the padding.
    /// </summary>
    PadCenter,

    /// <summary>As <see cref="PadCenter"/>, but with the frame in the top left corner.</summary>
    PadTopLeft,
}
