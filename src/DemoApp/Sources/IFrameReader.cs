namespace VisionPlugin.DemoApp.Sources;

/// <summary>Reads frames one after the other, each when it is asked for.</summary>
internal interface IFrameReader : IDisposable
{
    /// <summary>What is known of the source before its frames.</summary>
    SourceInfo Info { get; }

    /// <summary>Waits for the next frame and writes it, with its stamp, into a buffer of the caller.</summary>
    /// <returns>False at the end of the source, or after <see cref="Stop"/>.</returns>
    /// <exception cref="SourceException">The source cannot be opened, or broke off.</exception>
    bool Read(FrameBuffer target);

    /// <summary>Ends a <see cref="Read"/> that waits, and all later ones. From any thread.</summary>
    void Stop();
}
