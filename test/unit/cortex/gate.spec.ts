import { checkSharingLevels } from '../../../companion/src/cortex/gate.js';

const TLP = 'TLP is higher than allowed.';
const PAP = 'PAP is higher than allowed.';

test.each([
  { title: 'nothing is checked unless it is asked for', tlp: 4, pap: 3, config: {}, refused: undefined },
  { title: 'null is not asking', tlp: 4, pap: 3, config: { check_tlp: null, max_tlp: 0 }, refused: undefined },
  { title: 'the maximum itself passes', tlp: 2, pap: 2, config: { check_tlp: true, max_tlp: 2 }, refused: undefined },
  { title: 'one above is refused', tlp: 3, pap: 0, config: { check_tlp: true, max_tlp: 2 }, refused: TLP },
  {
    title: 'level 4 of TheHive 5 is refused at 3',
    tlp: 4,
    pap: 0,
    config: { check_tlp: true, max_tlp: 3 },
    refused: TLP
  },
  { title: 'level 4 passes at 4', tlp: 4, pap: 0, config: { check_tlp: true, max_tlp: 4 }, refused: undefined },
  { title: 'level 0 passes at 0', tlp: 0, pap: 0, config: { check_tlp: true, max_tlp: 0 }, refused: undefined },
  { title: 'level 1 is refused at 0', tlp: 1, pap: 0, config: { check_tlp: true, max_tlp: 0 }, refused: TLP },
  { title: 'an unset maximum is 2', tlp: 3, pap: 0, config: { check_tlp: true, max_tlp: null }, refused: TLP },
  { title: 'PAP has a gate of its own', tlp: 0, pap: 3, config: { check_pap: true, max_pap: 2 }, refused: PAP },
  { title: 'a text that says true is asking', tlp: 3, pap: 0, config: { check_tlp: 'true' }, refused: TLP },
  { title: 'a text that says false is not', tlp: 3, pap: 0, config: { check_tlp: 'False' }, refused: undefined },
  {
    title: 'a maximum in a text counts',
    tlp: 2,
    pap: 0,
    config: { check_tlp: true, max_tlp: '1' },
    refused: TLP
  },
  { title: 'TLP is told first', tlp: 3, pap: 3, config: { check_tlp: true, check_pap: true }, refused: TLP }
])('$title', ({ tlp, pap, config, refused }) => {
  const check = (): void => checkSharingLevels({ tlp, pap, config });
  if (refused === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(expect.objectContaining({ code: 'JOB_NOT_ALLOWED', message: refused }));
});
