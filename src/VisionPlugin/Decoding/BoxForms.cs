namespace VisionPlugin.Decoding;

/// <summary>Reads boxes of every form.</summary>
internal static class BoxForms
{
    /// <summary>A box.</summary>
    /// <param name="form">What the numbers are.</param>
    /// <param name="a">The first number.</param>
    /// <param name="b">The second.</param>
    /// <param name="c">The third.</param>
    /// <param name="d">The fourth.</param>
    public static Box Read(BoxForm form, float a, float b, float c, float d) =>
        form == BoxForm.CenterSize ? Box.FromCenter(a, b, c, d) : new Box(a, b, c, d);

    /// <summary>The box whose numbers are the first of a row, each times the input's size if they are on 0..1.</summary>
    public static Box Read(BoxForm form, in PredictionTable table, int row, float scaleX, float scaleY) => Read(form,
        table[row, 0] * scaleX, table[row, 1] * scaleY, table[row, 2] * scaleX, table[row, 3] * scaleY);
}
