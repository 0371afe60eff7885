namespace VisionPlugin.Fuzz.Tests;

/// <summary>Something that reads files from strangers. Belongs to one thread.</summary>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>Ending of the files that cases are saved in.</summary>
    string Extension { get; }

    /// <summary>A file as no one should have written it.</summary>
    byte[] Make(Random random);

    /// <summary>
    /// Reads it, and uses what was read. What it throws is a finding, unless it is a <see cref="VisionException"/>.
    /// </summary>
    /// <returns>What became of it, for the summary: <c>computed</c>, say.</returns>
    string Try(byte[] file);
}
