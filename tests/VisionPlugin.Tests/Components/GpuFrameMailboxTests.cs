using VisionPlugin.Components;
using VisionPlugin.Frames;

namespace VisionPlugin.Tests.Components;

public class GpuFrameMailboxTests
{
    [Fact]
    public void Everyone_gets_the_latest_picture_once_and_none_that_was_cleared()
    {
        var mailbox = new GpuFrameMailbox();
        long a = 0, b = 0;
        Assert.False(mailbox.TryGetLatest(ref a, out _, out _));
        mailbox.Post(GpuFrame.Texture(1, 4, 4), TimeSpan.FromSeconds(1));
        mailbox.Post(GpuFrame.Texture(2, 4, 4), TimeSpan.FromSeconds(2));

        Assert.True(mailbox.TryGetLatest(ref a, out GpuFrame frame, out TimeSpan time));
        Assert.Equal((2u, TimeSpan.FromSeconds(2), 2), (frame.Name, time, a));
        Assert.False(mailbox.TryGetLatest(ref a, out _, out _));
        mailbox.Clear();
        Assert.False(mailbox.TryGetLatest(ref b, out _, out _));
        mailbox.Post(frame, time);
        Assert.True(mailbox.TryGetLatest(ref a, out _, out _));
        Assert.True(mailbox.TryGetLatest(ref b, out _, out _));
        Assert.Equal((3, 3, 3), (a, b, mailbox.Posted));
    }
}
