namespace VisionPlugin.DemoApp.Capture;

/// <summary>What the header of a frame holds.</summary>
[Flags]
internal enum NutFlags
{
    None = 0,
    CodedPts = 8,
    StreamId = 16,
    SizeMsb = 32,
    Checksum = 64,
    Reserved = 128,
    SideData = 256,
    HeaderIndex = 1024,
    MatchTime = 2048,
    Coded = 4096,
    Invalid = 8192,
}
