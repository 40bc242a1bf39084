import { describeReportsInHive } from '../support/thehive-page-suite';

describeReportsInHive('jquery34');
