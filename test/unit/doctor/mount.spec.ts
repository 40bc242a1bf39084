import { noexecMountIn } from '../../../companion/src/doctor/mount.js';

const MOUNTS = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:30 / /opt rw,nosuid,noexec,relatime - tmpfs tmpfs rw
31 30 0:31 / /opt/good rw,relatime - tmpfs tmpfs rw
32 22 0:32 / /my\\040disk ro,noexec - tmpfs tmpfs rw
33 22 0:33 / /twice rw,noexec - tmpfs tmpfs rw
34 33 0:34 / /twice rw - tmpfs tmpfs rw
`;

it.each([
  ['/opt/huntbook/run', '/opt'],
  ['/opt', '/opt'],
  ['/opt/good/run', undefined],
  ['/optional/run', undefined],
  ['/usr/bin/run', undefined],
  ['/my disk/run', '/my disk'],
  ['/twice/run', undefined]
])('the mount of %s that forbids execution is %p', (path, mount) => {
  expect(noexecMountIn(MOUNTS, path)).toBe(mount);
});
