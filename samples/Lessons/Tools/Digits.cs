using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons.Tools;

/// <summary>Drawings of the ten digits, 5 x 7 points amid a border of one: 7 x 9.</summary>
internal static class Digits
{
    public const int Width = 7, Height = 9;

    private static readonly string[] Drawings =
    [
        "01110 10001 10011 10101 11001 10001 01110", "00100 01100 00100 00100 00100 00100 01110",
        "01110 10001 00001 00010 00100 01000 11111", "11111 00010 00100 00010 00001 10001 01110",
        "00010 00110 01010 10010 11111 00010 00010", "11111 10000 11110 00001 00001 10001 01110",
        "00110 01000 10000 11110 10001 10001 01110", "11111 00001 00010 00100 01000 01000 01000",
        "01110 10001 10001 01110 10001 10001 01110", "01110 10001 10001 01111 00001 00010 01100",
    ];

    /// <summary>1 for ink, -1 for paper, which counts as much.</summary>
    public static float Ink(int digit, int place)
    {
        int row = (place / Width) - 1, column = (place % Width) - 1;
        bool isPoint = row is >= 0 and < 7 && column is >= 0 and < 5;
        return isPoint && Drawings[digit][(row * 6) + column] == '1' ? 1 : -1;
    }

    /// <summary>A page (1, 1, H, W) on which digits go up and down.</summary>
    public static Tensor<float> Page(string digits)
    {
        int width = (digits.Length * (Width + 3)) + 8, height = Height + 12;
        Tensor<float> page = Maps.Of([1, 1, height, width], _ => -1);
        for (int i = 0; i < digits.Length; i++)
        {
            int top = 2 + (i * 5 % 9), left = 5 + (i * (Width + 3));
            for (int place = 0; place < Width * Height; place++)
                page.AsSpan()[((top + (place / Width)) * width) + left + (place % Width)] = Ink(digits[i] - '0', place);
        }

        return page;
    }
}
