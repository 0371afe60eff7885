namespace VisionPlugin.Fuzz.Tests.Mutations;

/// <summary>Damages a file without knowing what it means: bits, lengths, pieces cut, repeated or from another file.</summary>
internal static class ByteMutator
{
    /// <summary>A damaged copy.</summary>
    /// <param name="file">The file.</param>
    /// <param name="other">Where foreign pieces come from.</param>
    /// <param name="random">What decides.</param>
    public static byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        List<byte> bytes = [.. file];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
            Change(bytes, other, random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, byte[] other, Random random)
    {
        if (bytes.Count == 0)
        {
            bytes.Add((byte)random.Next(256));
            return;
        }

        // What has a meaning of its own is mostly at the begin and at the end; the middle is weights.
        int at = random.Next(3) switch
        {
            0 => random.Next(Math.Min(bytes.Count, 256)),
            1 => bytes.Count - 1 - random.Next(Math.Min(bytes.Count, 1024)),
            _ => random.Next(bytes.Count),
        };
        int length = Math.Min(random.Next(1, 64), bytes.Count - at);
        switch (random.Next(9))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.RemoveRange(at, length);
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 6:
                // A length or number of Protobuf, as large as it can be.
                bytes.InsertRange(at, Enumerable.Repeat((byte)0xFF, random.Next(1, 10)).Append((byte)random.Next(128)));
                break;
            case 7:
                for (int i = 0; i < length; i++)
                    bytes[at + i] = (byte)(random.Next(2) * 255);
                break;
            default:
                int from = random.Next(other.Length), piece = Math.Min(random.Next(1, 200), other.Length - from);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, other[from..(from + piece)]);
                break;
        }
    }
}
