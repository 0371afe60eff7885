using System.Globalization;
using System.Runtime.CompilerServices;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>
/// Text that changes with each frame, in memory of the caller: <c>FrameText.Write(memory, $"{age:0} ms")</c>. What does
/// not fit is left out. Numbers are never boxed, as the framework's own handler does until it is compiled for good.
/// </summary>
[InterpolatedStringHandler]
internal ref struct FrameText
{
    private readonly Span<char> _memory;
    private int _length;

#pragma warning disable IDE0060 // The compiler gives both.
    public FrameText(int literalLength, int formattedCount, Span<char> memory) => _memory = memory;
#pragma warning restore IDE0060

    /// <summary>Writes text; gives what was written.</summary>
    public static ReadOnlySpan<char> Write(
        Span<char> memory, [InterpolatedStringHandlerArgument(nameof(memory))] FrameText text) =>
        memory[..text._length];

    public void AppendLiteral(string text) => AppendFormatted(text);

    public void AppendFormatted(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, _memory.Length - _length)];
        text.CopyTo(_memory[_length..]);
        _length += text.Length;
    }

    public void AppendFormatted(double number, string format)
    {
        if (number.TryFormat(_memory[_length..], out int written, format, CultureInfo.InvariantCulture))
            _length += written;
    }

    public void AppendFormatted(int number)
    {
        if (number.TryFormat(_memory[_length..], out int written, default, CultureInfo.InvariantCulture))
            _length += written;
    }
}
