namespace Bansuri.Host.Processes;

/// <summary>The program did not start. The message names what was at fault and ends with the text of strerror.</summary>
/// <param name="errno">What the kernel said, or would have said.</param>
/// <param name="what">The program, directory or account.</param>
/// <param name="isWhole">Whether that says it all, without strerror.</param>
internal sealed class ProcessStartException(int errno, string what, bool isWhole = false) : Exception(isWhole ? what : $"{what}: {Kernel.Errno.Text(errno)}")
{
    public int Errno { get; } = errno;

    /// <summary>For example <c>ENOENT</c>.</summary>
    public string ErrnoName => Kernel.Errno.Name(Errno);

    /// <summary>Whether the same start must fail again: what is missing stays missing, while memory and descriptors come back.</summary>
    public bool IsPermanent => Errno is Kernel.Errno.NotFound or Kernel.Errno.NoAccess or Kernel.Errno.NotDirectory or Kernel.Errno.NoExec
        or Kernel.Errno.NotPermitted or Kernel.Errno.TooBig or Kernel.Errno.Invalid or Kernel.Errno.IsDirectory or Kernel.Errno.Loop
        or Kernel.Errno.NameTooLong or Kernel.Errno.BadLibrary;
}
