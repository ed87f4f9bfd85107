/** Takes down what a component test rendered, before the next one begins. */
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);
