using System.Net;
using System.Net.Sockets;

namespace SlopTemporal.UnitTests.Local;

/// <summary>Ways out of sandboxes, each with what stops it here.</summary>
/// <remarks>More of them are in <see cref="SandboxTests"/> and <see cref="SandboxLimitTests"/>.</remarks>
public sealed class SandboxEscapeTests : IDisposable
{
    private const string Canary = "slop-planted-canary";

    private readonly SandboxScene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    // Each ends well only if it got out. $HOST is a folder of this machine with a file `secret`.
    [Theory]
    [InlineData("list of folders", "cat $HOST/secret")]
    [InlineData("list of folders", "ls /srv /workspaces /mnt /media /data /opt/checkout 2>/dev/null | grep -q .")]
    [InlineData("list of folders", "ls /boot /lost+found /var/log /var/lib/docker /var/spool 2>/dev/null | grep -q .")]
    [InlineData("list of folders", "cat /var/lib/*/secret $HOST/../*/secret")]
    [InlineData("list of folders", "tar cf - $HOST | grep -q planted")]
    [InlineData("masks", "cat /etc/shadow | grep -q :")]
    [InlineData("masks", "cat /etc/gshadow /etc/sudoers /etc/ssh/ssh_host_*_key /etc/ssl/private/* 2>/dev/null | grep -q .")]
    [InlineData("own home folder", "grep -rqs . ~root/.ssh ~root/.npmrc ~root/.gitconfig ~root/.config ~root/.bash_history")]
    [InlineData("own home folder", "cat ~/../*/.ssh/* 2>/dev/null | grep -q .")]
    [InlineData("no links out", "ln -s $HOST/secret l; cat l")]
    [InlineData("no links out", "ln $HOST/secret l && cat l")]
    [InlineData("read-only root", "mkdir /x || mkdir /home/x/../../x; [ -d /x ]")]
    [InlineData("read-only root", "echo x > /usr/bin/x; [ -e /usr/bin/x ]")]
    [InlineData("read-only root", "echo x >> /etc/passwd")]
    [InlineData("read-only root", "sed -i s/a/b/ /etc/hosts")]
    [InlineData("read-only root", "echo x > /slop-door/slop-door")]
    [InlineData("read-only root", "rm -rf /slop-door; [ ! -e /slop-door ]")]
    [InlineData("read-only /dev", "mknod /dev/sda b 8 0")]
    [InlineData("few devices", "ls /dev | grep -E '^(sd|vd|nvme|mem|kmem|kvm|fuse|kmsg|dri|vsock)'")]
    [InlineData("few devices", "head -c 1 /dev/kmsg /dev/mem /dev/port")]
    [InlineData("namespace of processes", "ls /proc | grep -E '^[0-9]+$' | while read p; do [ $p -gt 200 ] && exit 0; done; false")]
    [InlineData("namespace of processes", "kill -0 $WORKER")]
    [InlineData("namespace of processes", "cat /proc/$WORKER/environ /proc/$WORKER/cmdline")]
    [InlineData("namespace of processes", "ls /proc/1/root/$HOST")]
    [InlineData("namespace of processes", "cat /proc/self/root/../$HOST/secret /proc/1/cwd/secret")]
    [InlineData("closed descriptors", "ls -l /proc/self/fd | grep -vE 'pipe:|/dev/null|/proc/|total' | grep -q .")]
    [InlineData("system settings", "echo 1 > /proc/sys/vm/drop_caches")]
    [InlineData("system settings", "echo b > /proc/sysrq-trigger")]
    [InlineData("system settings", "echo /x > /sys/kernel/uevent_helper")]
    [InlineData("system settings", "mkdir /sys/fs/cgroup/x /sys/fs/cgroup/*/x 2>/dev/null; ls -d /sys/fs/cgroup/x /sys/fs/cgroup/*/x")]
    [InlineData("system settings", "echo 0 > /proc/self/oom_score_adj")]
    [InlineData("no capabilities", "grep -E 'Cap(Eff|Prm|Bnd|Inh|Amb):' /proc/self/status | grep -v 0000000000000000")]
    [InlineData("no capabilities", "chown 4242:4242 . || chgrp 4242 .")]
    [InlineData("no capabilities", "hostname evil; ip link add x type dummy")]
    [InlineData("no new privileges", "cp /bin/sh s; chmod u+s s; ./s -pc 'id -u' | grep -qx 0")]
    [InlineData("no new privileges", "sudo -n true || su -c true")]
    [InlineData("seccomp", "unshare -U true || unshare -m true || unshare -p -f true")]
    [InlineData("seccomp", "nsenter -t 1 -m true || chroot . true")]
    [InlineData("seccomp", "gdb -p 1 -batch 2>/dev/null | grep -q Attaching || strace -p 1 2>&1 | grep -q attached")]
    [InlineData("seccomp", "python3 -c 'import ctypes; c=ctypes.CDLL(None); exit(c.ptrace(16, 1, 0, 0) != 0)'")]
    [InlineData("seccomp", "python3 -c 'import socket; socket.socket(40, 1)'")]
    [InlineData("seccomp", "python3 -c 'import socket; socket.socket(38, 5)'")]
    [InlineData("seccomp", "python3 -c 'import fcntl; fcntl.ioctl(0, 0x5412, b\"x\")'")]
    [InlineData("network of its own", "grep -v lo: /proc/net/dev | grep -q ' eth\\| en\\| wl'")]
    [InlineData("network of its own", "getent hosts example.com")]
    [InlineData("network of its own", "bash -c 'exec 3<>/dev/tcp/127.0.0.1/$PORT'")]
    [InlineData("network of its own", "bash -c 'exec 3<>/dev/tcp/169.254.169.254/80'")]
    [InlineData("network of its own", "bash -c 'echo x > /dev/udp/8.8.8.8/53'")]
    [InlineData("network of its own", "cat /proc/net/unix | grep -q '@\\|/run\\|/tmp'")]
    [InlineData("list of folders", "find / -xdev -type s 2>/dev/null | grep -q .")]
    [InlineData("list of folders", "python3 -c 'import socket; socket.socket(1).connect(\"$HOST/socket\")'")]
    [InlineData("clean environment", "env | grep -iE 'key=|token=|secret=|ssh_auth|gpg|aws_|azure'")]
    [InlineData("clean environment", "tr '\\0' '\\n' < /proc/1/environ | grep -iE 'secret|key='")]
    [InlineData("session of its own", "[ -t 0 ] || exec 3<>/dev/tty")]
    [InlineData("git of its own", "git config --global --get credential.helper")]
    public async Task Nothing_gets_out_by(string wall, string attempt)
    {
        var host = _scene.Folder.Folder("host");
        _scene.Folder.Write("host/secret", Canary + " planted");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(host, "socket")));
        socket.Listen();
        var command = attempt.Replace("$HOST", $"'{host}'", StringComparison.Ordinal)
            .Replace("$WORKER", $"{Environment.ProcessId}", StringComparison.Ordinal)
            .Replace("$PORT", $"{((IPEndPoint)listener.LocalEndpoint).Port}", StringComparison.Ordinal);
        await _scene.NeedSandboxAsync();

        // With the way to the network open, as setup has it, for every other wall holds then too.
        var request = _scene.Request(command) with { Network = WaitAsync, Timeout = TimeSpan.FromSeconds(30) };
        var result = await _scene.Sandbox.RunAsync(request, Token);

        Assert.False(result.Succeeded, $"{wall}: {result.Output}");
        Assert.DoesNotContain(Canary, result.Output, StringComparison.Ordinal);
    }

    private static Task WaitAsync(Socket listener, CancellationToken cancellationToken) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
}
