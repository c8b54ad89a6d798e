using System.IO.Pipes;
using Bansuri.Host.Cli;

namespace Bansuri.Host.Tests.Cli;

public sealed class DescriptorStreamTests
{
    [Fact]
    public void Writes_of_two_streams_to_one_file_follow_each_other()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
            {
                using var first = new DescriptorStream((int)file.DangerousGetHandle());
                using var second = new DescriptorStream((int)file.DangerousGetHandle());
                first.Write("one\n"u8);
                second.Write("two\n"u8);
                first.Write("three\n"u8);
            }

            Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_closed_pipe_is_an_error_with_its_number()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var stream = new DescriptorStream((int)pipe.SafePipeHandle.DangerousGetHandle());
        pipe.DisposeLocalCopyOfClientHandle();

        var problem = Assert.Throws<IOException>(() => stream.Write("x"u8));

        Assert.Equal(32, problem.HResult);
    }
}
