namespace VisionPlugin.DemoApp.Capture;

/// <summary>What the first byte of a frame stands for, by the table in the main header.</summary>
internal readonly record struct NutFrameCode(
    NutFlags Flags, int PtsDelta, int SizeFactor, int Size, int Reserved, int Header)
{
    public const int Count = 256;

    /// <summary>Reads the table, which is written in runs of like codes.</summary>
    public static void ReadTable(ref NutFields fields, Span<NutFrameCode> table)
    {
        int pts = 0, factor = 1, header = 0;
        for (int code = 0; code < Count;)
        {
            var flags = (NutFlags)fields.Unsigned();
            long known = fields.Unsigned();
            int size = 0, reserved = 0;
            if (known > 0)
                pts = (int)fields.Signed();
            if (known > 1)
                factor = (int)fields.Unsigned();
            if (known > 2)
                fields.Unsigned(); // The stream: there is one.
            if (known > 3)
                size = (int)fields.Unsigned();
            if (known > 4)
                reserved = (int)fields.Unsigned();
            long count = known > 5 ? fields.Unsigned() : factor - size;
            if (known > 6)
                fields.Signed();
            if (known > 7)
                header = (int)fields.Unsigned();
            for (int i = 8; i < known; i++)
                fields.Unsigned();
            // The code 'N' starts packets and stands for no frame.
            for (int i = 0; i < count && code < Count; code++)
            {
                table[code] = code == 'N' ? new NutFrameCode(NutFlags.Invalid, 0, 0, 0, 0, 0)
                    : new NutFrameCode(flags, pts, factor, size + i++, reserved, header);
            }

            if (count <= 0 && code < Count)
                throw new NutException("a run of no frame codes");
        }
    }
}
