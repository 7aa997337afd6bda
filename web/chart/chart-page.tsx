import Chart from './chart.tsx';

const ChartPage = ({ params }: { params: Record<string, string> }) => (
  <Chart look={{ by: 'patient', patientId: params['patientId'] ?? '' }} />
);
export default ChartPage;
