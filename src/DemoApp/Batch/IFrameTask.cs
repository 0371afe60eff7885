using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>
/// What a command does with each frame of its sources. The calls for a frame come in the order below.
/// </summary>
internal interface IFrameTask : IDisposable
{
    /// <summary>Headings of the table for people; the first two are the source and the time.</summary>
    static abstract string[] Columns { get; }

    /// <summary>A source begins: what was remembered of the last one is forgotten.</summary>
    void Begin();

    /// <summary>Looks at a frame and remembers what it found until the next one.</summary>
    void Process(JobFrame frame);

    /// <summary>Writes what belongs into files of its own: labels, crops, masks.</summary>
    void Save(JobFrame frame);

    /// <summary>Prints the JSON line of the frame.</summary>
    void WriteJson(TextWriter writer, JobFrame frame);

    /// <summary>The rows of the table, without the source and the time.</summary>
    IEnumerable<string[]> Rows(JobFrame frame);

    /// <summary>What was found, in a few words.</summary>
    string Summary(JobFrame frame);

    /// <summary>Where the frame's time went.</summary>
    string Time { get; }

    /// <summary>Draws what was found on the frame's picture.</summary>
    void Draw(Picture picture);
}
