using System.Globalization;
using Silk.NET.OpenGL;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>
/// The letters of Inter in two weights, as distances to their outlines, so that they are sharp at any size; made by
/// eng/font/make.js. All figures are equally wide.
/// </summary>
internal sealed class FontAtlas : IDisposable
{
    private const int Codes = 256, Weights = 2;

    private readonly Letter[] _letters = new Letter[Weights * Codes];
    private readonly bool[] _known = new bool[Codes];
    private readonly float _em;

    /// <summary>Uploads the letters.</summary>
    public FontAtlas(GL gl)
    {
        using (var reader = new StreamReader(Resource("inter.txt")))
        {
            float[] head = Numbers(reader.ReadLine()!);
            (_em, Spread) = (head[0], head[1]);
            while (reader.ReadLine() is { } line)
                Add(Numbers(line));
        }

        using Image<Rgba32> image = Image.Load<Rgba32>(Resource("inter.png"));
        byte[] rgba = new byte[4 * image.Width * image.Height];
        image.CopyPixelDataTo(rgba);
        byte[] grey = new byte[rgba.Length / 4];
        for (int i = 0; i < grey.Length; i++)
            grey[i] = rgba[4 * i];
        Texture = new Texture(gl);
        Texture.Upload(new Frame(grey, image.Width, image.Height, Frames.PixelFormat.Gray8));
    }

    /// <summary>The distances.</summary>
    public Texture Texture { get; }

    /// <summary>Texels that stand for the greatest distance.</summary>
    public float Spread { get; }

    /// <summary>Height of capitals as a part of the size.</summary>
    public static float CapHeight => 0.727f;

    /// <summary>Pixels of a texel at a size, which is the height of a line without space above and below.</summary>
    public float Scale(float size) => size / _em;

    /// <summary>The letter of a character; a middle dot for what the font lacks.</summary>
    public ref readonly Letter this[char character, bool bold] =>
        ref _letters[(bold ? Codes : 0) + (Slot(character) is var slot && slot < Codes && _known[slot] ? slot : 0xb7)];

    /// <summary>Pixels across of a text.</summary>
    public float Width(ReadOnlySpan<char> text, float size, bool bold = false)
    {
        float width = 0;
        foreach (char character in text)
            width += this[character, bold].Advance;
        return width * Scale(size);
    }

    public void Dispose() => Texture.Dispose();

    private void Add(float[] n)
    {
        int code = Slot((char)n[1]);
        _known[code] = true;
        _letters[(n[0] > 500 ? Codes : 0) + code] = new Letter(n[2], n[3], n[4], n[5], n[6], n[7], n[8]);
    }

    // The few beyond Latin-1 have the places of Windows-1252.
    private static int Slot(char character) => character switch
    {
        '\u2026' => 0x85,
        '\u2013' => 0x96,
        '\u2014' => 0x97,
        _ => character,
    };

    private static float[] Numbers(string line) =>
        [.. line.Split(' ').Select(n => float.Parse(n, CultureInfo.InvariantCulture))];

    private static Stream Resource(string name) => typeof(FontAtlas).Assembly.GetManifestResourceStream(name)!;

    /// <summary>A letter in texels.</summary>
    /// <param name="X">Left edge in the atlas.</param>
    /// <param name="Y">Top edge in the atlas.</param>
    /// <param name="Width">Width in the atlas; 0 for a space.</param>
    /// <param name="Height">Height in the atlas.</param>
    /// <param name="Left">Left edge, seen from the pen.</param>
    /// <param name="Top">Top edge, seen from the base line.</param>
    /// <param name="Advance">Way to the next letter.</param>
    internal readonly record struct Letter(float X, float Y, float Width, float Height, float Left, float Top,
        float Advance);
}
